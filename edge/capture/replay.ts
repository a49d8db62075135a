import { assert } from "#contract/assert.ts";
import { isChain } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import { openAgent } from "../agent.ts";
import type { AgentParts, Journal } from "../agent-ports.ts";
import type { StationClock } from "../clock.ts";
import type { StationConfig } from "../config.ts";
import type { Tap } from "../drivers/card/tap.ts";
import { devicesOf, pathOf } from "../drivers/registry.ts";
import { type ChainEnd, encodeEntry, type NewEntry } from "../outbox/append.ts";
import type { Panel } from "../panel/view.ts";
import { agentConfig } from "../station.ts";
import type { Capture, CaptureLine, Header } from "./format.ts";
import { type Happening, look, nothingSeen } from "./happening.ts";
import { openTrack, playingPorts, playingReader } from "./player.ts";
import { openVirtualTime, settled, type VirtualTime } from "./virtual-time.ts";

/** Time at the end in which a station may still finish what it is about. */
const LINGER_MS = 1000;

/**
 * What the station would have made of it, by its own drivers, rules and session, in time that the capture
 * gives. Nothing of it is written anywhere.
 */
export async function replay(capture: Capture, config: StationConfig): Promise<Happening[]> {
  const { header, lines } = capture;
  const time = openVirtualTime(lines[0]?.t ?? header.at.uptimeMs);
  const happened: Happening[] = [];
  const tell = (it: Happening) => void happened.push(it);
  const tape = tapeFor(config, time);
  const agent = openAgent({
    ...partsOf(config, header, { time, tell }),
    devices: tape.devices,
    after: time.after,
    log: () => {},
  });
  await settled();
  for (const line of lines) {
    await time.until(line.t);
    if ("card" in line) tell({ t: line.t, kind: "tap", card: line.card });
    tape.play(line);
    await settled();
  }
  await time.until(time.now() + LINGER_MS);
  await agent.close();
  return happened;
}

/** Serial lines with nothing at their far ends but what is played. */
function tapeFor({ devices }: StationConfig, time: VirtualTime) {
  const { scale, keypad } = devices;
  const bytes = { scale: openTrack<Uint8Array>(), keypad: openTrack<Uint8Array>() };
  const taps = openTrack<Tap>();
  const paths = [[pathOf(scale) ?? "", bytes.scale] as const];
  if (keypad !== null) paths.push([pathOf(keypad) ?? "", bytes.keypad]);
  const ports = playingPorts(new Map(paths));
  const cardKey = new Uint8Array(32); // never used: the capture holds names already
  const played = devicesOf(devices, { ports, uptimeMs: time.now, after: time.after, cardKey });
  return {
    devices: { ...played, reader: playingReader(played.reader.path, taps) },
    play(line: CaptureLine): void {
      if ("bytes" in line) bytes[line.device].put({ value: Buffer.from(line.bytes, "base64") });
      else if ("card" in line) {
        taps.put({ value: { card: line.card, cardProof: null, uptimeMs: line.t } });
      } else if (line.device === "reader") taps.put({ lost: line.lost });
      else bytes[line.device].put({ lost: line.lost });
    },
  };
}

type Stage = { readonly time: VirtualTime; readonly tell: (it: Happening) => void };

function partsOf(
  config: StationConfig,
  header: Header,
  { time, tell }: Stage,
): Omit<AgentParts, "devices" | "after" | "log"> {
  const { streams, currency } = config;
  return {
    panel: watchingPanel({ time, tell }),
    outbox: journalInMemory({ time, tell }),
    rules: () => ({ streams, currency, blocked: new Set() }),
    clock: clockOf(header, time),
    config: agentConfig(config),
    onEvent(event) {
      if (event.kind !== "device" || event.state === "opening") return;
      tell({ t: time.now(), kind: "device", device: event.device, state: event.state });
    },
  };
}

function watchingPanel({ time, tell }: Stage): Panel {
  let seen = nothingSeen;
  return {
    show(view) {
      const looked = look(seen, view, time.now());
      for (const it of looked.news) tell(it);
      seen = looked.seen;
    },
  };
}

/** A clock as good as the station's was, from then on. */
function clockOf({ at }: Header, time: VirtualTime): StationClock {
  const startMs = Date.parse(at.time) - at.uptimeMs;
  return {
    boot: at.boot,
    now: () => EpochMs(startMs + time.now()),
    uptimeMs: time.now,
    state: () => at.clock,
    learn() {},
  };
}

const CHAIN = "replay".padEnd(22, "-");

/** Entries are made as the outbox makes them, so that one which it would not take fails here too. */
function journalInMemory({ time, tell }: Stage): Journal {
  const standing = new Map<string, string>();
  assert(isChain(CHAIN), "a chain's name");
  let end: ChainEnd = { chain: CHAIN, lastSeq: 0, lastHash: null };
  return {
    lastBalance: () => null,
    standing: (name) => standing.get(name) ?? null,
    append(added) {
      const { seq, hash } = encodeEntry(added, end);
      end = { ...end, lastSeq: seq, lastHash: hash };
      for (const [name, value] of Object.entries(added.sets ?? {})) standing.set(name, value);
      tell({ t: time.now(), kind: "entry", entry: added.kind, ...evidenceOf(added) });
      return { chain: end.chain, seq, hash };
    },
  };
}

function evidenceOf({ data, window }: NewEntry) {
  const text = Buffer.from(window ?? []).toString("latin1");
  return { data, frames: text.split("\r\n").filter((frame) => frame !== "") };
}
