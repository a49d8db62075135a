import { mkdirSync, readdirSync, readFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import type { CardId } from "#contract/ids.ts";
import { utcTime } from "#contract/ids.ts";
import { openAgent } from "./agent.ts";
import type { AgentConfig, AgentEvent, Journal, StationRules } from "./agent-ports.ts";
import type { StationClock } from "./clock.ts";
import { type Join, joinFileIn, readJoin } from "./config/join.ts";
import type { StationConfig } from "./config.ts";
import { type Heard, openHeard } from "./courier/heard.ts";
import type { NewChainReason } from "./courier/standing.ts";
import { beginChain, type Courier, type CourierEvent, openCourier } from "./courier.ts";
import type { SerialPorts } from "./drivers/driver.ts";
import { type Devices, devicesOf } from "./drivers/registry.ts";
import { serialPorts } from "./drivers/serial.ts";
import { FileToMend } from "./files.ts";
import { openFront } from "./front/front.ts";
import { type Keyring, openKeyring } from "./keys.ts";
import { type Kiosk, openKiosk } from "./kiosk/kiosk.ts";
import type { OpenLink } from "./link/link.ts";
import { mqttLink } from "./link/mqtt.ts";
import type { Log } from "./log.ts";
import { isFull } from "./outbox/database.ts";
import { type Outbox, openOutbox } from "./outbox/outbox.ts";
import { openConsolePanel } from "./panel/console.ts";
import { panels } from "./panel/panels.ts";
import type { DeviceName, Panel } from "./panel/view.ts";
import { systemTimers, type Timers } from "./timers.ts";
import { calibrated } from "./visits/calibration.ts";
import { driverParameters, recordParameters } from "./visits/parameters.ts";
import { weighingBy } from "./weighing/config.ts";

export type StationEvent = CourierEvent | AgentEvent | { readonly kind: "joined" };

export type StationParts = {
  readonly clock: StationClock;
  readonly log: Log;
  readonly onEvent?: (event: StationEvent) => void;
  /** The computer's own when not given. */
  readonly serial?: SerialPorts;
  /** Lines of text on standard output when not given. */
  readonly panel?: Panel;
  /** The line to where the join file says; MQTT when not given. */
  readonly connect?: (join: Join) => OpenLink;
  readonly timers?: Timers;
  /** The loop from the devices to the outbox; a test may have another. */
  readonly runAgent?: typeof openAgent;
};

export type Station = {
  /** Devices open, outbox open, connected (when it has joined). */
  readonly ready: Promise<void>;
  /** No visit, nothing unsent, nothing under way. */
  quiet(): boolean;
  close(): Promise<void>;
};

const LOOK_FOR_JOIN_MS = 5_000;
const PRUNE_EVERY_MS = 3_600_000;
/** Receipted entries are kept so long: a gateway restored from a backup may ask for them. */
const KEPT_MS = 90 * 86_400_000;

/** @throws OutboxInUse; FileToMend: card key, join file, the broker's authority */
export function openStation(config: StationConfig, parts: StationParts): Station {
  const { clock, log, timers = systemTimers, onEvent = () => {} } = parts;
  const cardKey = readCardKey(config.cardKeyFile);
  const joined = readJoin(config.data);
  const { outbox, keyring } = openData(config.data, log);
  const connected = Promise.withResolvers<void>();
  const devicesOpen = Promise.withResolvers<void>();
  const closed = new Set<DeviceName>(devicesIn(config));
  const cancels = new Map<string, () => void>();
  let heard: Heard | null = null;
  let courier: Courier | null = null;

  const { serial = serialPorts, panel = consolePanel(config), runAgent = openAgent } = parts;
  const { after } = timers;
  const kiosk = kioskOf(config, { timers, log });
  const uptimeMs = () => clock.uptimeMs();
  const journal: Journal = {
    lastBalance: (card) => outbox.lastBalance(card),
    standing: (name) => outbox.standing(name),
    append(added) {
      const entry = outbox.append(added);
      courier?.offer(entry);
      return entry;
    },
  };
  const ofConfig = agentConfig(config);
  const ofAgent = { ...ofConfig, instrument: calibrated(ofConfig.instrument, journal) };
  const ofDriver = driverParameters(config.devices.scale);
  recordParameters({ outbox: journal, clock, config: ofAgent, log, onEvent }, ofDriver);
  const devices = devicesOf(config.devices, { ports: serial, uptimeMs, after, cardKey });
  const front = frontOf(config, devices, uptimeMs);
  const agent = runAgent({
    devices,
    panel: panels(panel, ...[front, kiosk].filter((shown) => shown !== null)),
    outbox: journal,
    rules: rulesReader(config, () => heard),
    clock,
    config: ofAgent,
    after,
    log,
    onEvent(event) {
      if (event.kind === "device" && event.state === "ok") closed.delete(event.device);
      if (closed.size === 0) devicesOpen.resolve();
      onEvent(event);
    },
  });

  function onCourierEvent(event: CourierEvent): void {
    if (event.kind === "connected") connected.resolve();
    if (event.kind === "receipted") agent.receipted(event.outcome, event);
    onEvent(event);
  }

  function startCourier(join: Join): void {
    heard = openHeard(config.name, join.root, outbox);
    const openLink = parts.connect?.(join) ?? mqttTo(join, { config, timers, log });
    const health = () => agent.health();
    const freeMb = () => freeMbOf(config.data);
    courier = openCourier({
      name: config.name,
      outbox,
      keyring,
      clock,
      heard,
      openLink,
      timers,
      log,
      devices: health,
      freeMb,
      onEvent: onCourierEvent,
    });
  }

  /** A station weighs and stores for weeks before anyone lets it join. */
  function lookForJoin(join: Join | null): void {
    if (join === null) {
      cancels.set(
        "join",
        after(LOOK_FOR_JOIN_MS, () => lookForJoin(readJoin(config.data))),
      );
      connected.resolve(); // to nothing, which is all there is
      return;
    }
    startCourier(join);
    onEvent({ kind: "joined" });
  }

  /** What is thrown away is first written down: a full disk throws nothing away. */
  function prune(): void {
    try {
      if (clock.state() !== "unset") outbox.prune(utcTime(clock.now() - KEPT_MS));
    } catch (error) {
      if (!isFull(error)) throw error;
      log("alarm", "The disk is full: what is older than 90 days cannot be thrown away either.");
    }
    cancels.set("prune", after(PRUNE_EVERY_MS, prune));
  }

  lookForJoin(joined);
  prune();
  return {
    ready: Promise.all([devicesOpen.promise, connected.promise]).then(() => {}),
    quiet: () => agent.quiet() && (courier?.isIdle() ?? outbox.depth() === 0),
    async close() {
      for (const cancel of cancels.values()) cancel();
      await agent.close();
      await courier?.close();
      await kiosk?.close();
      outbox.close();
    },
  };
}

/** How its visits go, by its config alone. */
export function agentConfig({
  devices,
  weighing,
  session,
  containers,
}: StationConfig): AgentConfig {
  const { instrument } = devices.scale;
  const { emptyBin } = weighing;
  return { instrument, weighing: weighingBy(instrument, weighing), session, containers, emptyBin };
}

const devicesIn = ({ devices: { keypad, board } }: StationConfig): DeviceName[] => [
  ...(["scale", "reader"] as const),
  ...(keypad === null ? [] : (["keypad"] as const)),
  ...(board === null ? [] : (["board"] as const)),
];

/** The bin's own, where a board moves and shows something. */
function frontOf(
  { devices: { board } }: StationConfig,
  { board: face }: Devices,
  uptimeMs: () => number,
): Panel | null {
  return face === null ? null : openFront({ face, uptimeMs, lid: board?.lid ?? null });
}

const consolePanel = ({ language }: StationConfig): Panel =>
  openConsolePanel((line) => process.stdout.write(`${line}\n`), [language]);

/** Beside whatever other panel there is. */
function kioskOf(
  { kiosk, language }: StationConfig,
  parts: { readonly timers: Timers; readonly log: Log },
): Kiosk | null {
  return kiosk === null ? null : openKiosk(kiosk, { language, ...parts });
}

/** Where the private keys are. */
export const keysIn = (data: string): string => join(data, "keys");

/** The journal and its keys, with a sound chain to weigh into. */
export function openData(data: string, log: Log): { outbox: Outbox; keyring: Keyring } {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const keyring = openKeyring(keysIn(data));
  const hadKeys = readdirSync(keysIn(data)).length > 0;
  const outbox = openOutbox(join(data, "outbox.db"));
  for (const found of outbox.damage) log("alarm", `The journal was damaged: ${found}.`);
  const reason = reasonToBegin(outbox, keyring, hadKeys);
  if (reason !== null) beginChain({ outbox, keyring, log }, reason);
  return { outbox, keyring };
}

function reasonToBegin(
  outbox: Outbox,
  keyring: Keyring,
  hadKeys: boolean,
): NewChainReason | "first" | null {
  const weighing = outbox.chains().at(-1);
  if (outbox.damage.length > 0) return "damaged";
  // Keys without a journal: it was lost, and what it had numbered must not be numbered again.
  if (weighing === undefined) return hadKeys ? "damaged" : "first";
  return keyring.find(weighing.chain) === null ? "key-lost" : null;
}

function mqttTo(
  { mqtt }: Join,
  { config, timers, log }: { config: StationConfig; timers: Timers; log: Log },
): OpenLink {
  const access = { ...mqtt, caFile: config.caFile, accessFile: joinFileIn(config.data) };
  return mqttLink(access, { timers, log });
}

function rulesReader(config: StationConfig, heard: () => Heard | null): () => StationRules {
  let known: { cards: unknown; blocked: ReadonlySet<CardId> } = { cards: null, blocked: new Set() };
  return () => {
    const cards = heard()?.blocked()?.cards ?? [];
    if (known.cards !== cards) known = { cards, blocked: new Set(cards) };
    const settings = heard()?.settings();
    const { streams, currency } = settings ?? config;
    return { streams, currency, blocked: known.blocked };
  };
}

/** @throws FileToMend */
export function readCardKey(file: string): Uint8Array {
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch {
    throw new FileToMend(`${file} cannot be read: copy the scheme's card key there.`);
  }
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  throw new FileToMend(`${file} is not 32 bytes in hex.`);
}

function freeMbOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.trunc((bavail * bsize) / 1_000_000);
}
