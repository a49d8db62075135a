import { fail } from "#contract/result.ts";
import type { AgentParts } from "./agent-ports.ts";
import { attend, type DeviceState } from "./drivers/attend.ts";
import type { Counts, Source } from "./drivers/driver.ts";
import type { DeviceName } from "./panel/view.ts";
import { openVisits, type Visits } from "./visits/visits.ts";
import type { Weighing } from "./weighing/weighing.ts";

export type { AgentEvent, AgentParts, StationRules } from "./agent-ports.ts";
export type { DeviceName } from "./panel/view.ts";

export type DeviceHealth = { readonly state: string } & Counts;
export type AgentHealth = {
  readonly scale: DeviceHealth & { readonly zeroDriftGrams: number };
  readonly reader: DeviceHealth;
};

export type Agent = Pick<Visits, "quiet" | "receipted"> & {
  health(): AgentHealth;
  /** Resolves when the devices are closed. */
  close(): Promise<void>;
};

/** Real time between two looks at the clock. */
const TICK_MS = 100;

/**
 * Serves visits until it is closed: readings, taps and keys go in, drops come out into the journal, and
 * the panel shows what is going on. Devices that are lost are opened again by themselves.
 */
export function openAgent(parts: AgentParts): Agent {
  const { devices } = parts;
  const abort = new AbortController();
  const visits = openVisits(parts);
  const states = deviceStates(parts, visits);
  const listen = <Event>(
    name: DeviceName,
    source: Source<Event> | null,
    onEvent: (event: Event) => void,
  ): Promise<void> => {
    if (source === null) return Promise.resolve();
    const onState = (state: DeviceState, detail: string) => states.set(name, state, detail);
    return attend(source, { signal: abort.signal, after: parts.after, onEvent, onState });
  };
  const stopTicking = tickEvery(TICK_MS, parts, () => visits.tick());
  // What ends one of these is a bug of ours: unhandled, it ends the process, as it should.
  const listening = Promise.all([
    listen("scale", devices.scale, visits.sample),
    listen("reader", devices.reader, visits.tap),
    listen("keypad", devices.keypad, visits.press),
    listen("board", devices.board, () => {}),
  ]);
  return {
    quiet: visits.quiet,
    receipted: visits.receipted,
    health: () => healthOf(parts, visits, states.get),
    async close() {
      abort.abort();
      stopTicking();
      await listening;
    },
  };
}

/** Which devices are there; says every change once, to the log, the panel and whoever listens. */
function deviceStates({ clock, log, onEvent }: AgentParts, visits: Visits) {
  const states = new Map<DeviceName, DeviceState>();
  return {
    get: (device: DeviceName): DeviceState => states.get(device) ?? "opening",
    set(device: DeviceName, state: DeviceState, detail: string) {
      if (states.get(device) === state) return;
      states.set(device, state);
      log(state === "lost" ? "alarm" : "info", `${device} ${state} ${detail}`.trimEnd());
      onEvent({ kind: "device", device, state });
      if (device === "scale" && state === "lost") visits.sample(silence(clock.uptimeMs()));
      visits.lost(new Set([...states.keys()].filter((name) => states.get(name) === "lost")));
    },
  };
}

/** A scale that is gone shows nothing: no weight of before may be taken for one of now. */
function silence(uptimeMs: number) {
  return { uptimeMs, frame: "", reading: fail({ code: "no-signal" }) } as const;
}

function tickEvery(delayMs: number, { after }: Pick<AgentParts, "after">, tick: () => void) {
  let cancel = () => {};
  const again = () => {
    cancel = after(delayMs, again);
    tick();
  };
  again();
  return () => cancel();
}

function healthOf(
  { devices }: AgentParts,
  visits: Visits,
  stateOf: (device: DeviceName) => DeviceState,
): AgentHealth {
  const { scale, reader } = devices;
  const state = scaleState(stateOf("scale"), visits.weighing());
  return {
    scale: { state, zeroDriftGrams: visits.zeroDrift(), ...scale.counts() },
    reader: { state: stateOf("reader"), ...reader.counts() },
  };
}

/** A scale that is connected may still be out of order. */
function scaleState(device: DeviceState, { kind }: Weighing): string {
  const isAmiss =
    kind === "overload" || kind === "below-zero" || kind === "misset" || kind === "no-signal";
  return device === "ok" && isAmiss ? kind : device;
}
