import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { Chain } from "#contract/ids.ts";
import type { Receipt } from "#contract/receipt.ts";
import type { ClockState } from "#contract/stamp.ts";
import { EpochMs } from "#contract/units.ts";
import { type FakeLine, openFakeLine } from "#simulators/gateway/fake-line.ts";
import { type FakeTimers, openFakeTimers } from "#simulators/gateway/fake-timers.ts";
import {
  SAMPLE_BOOT,
  SAMPLE_TIME_MS,
  sampleDeposit,
  sampleStamp,
} from "#simulators/gateway/samples.ts";
import { openScriptedGateway, type ScriptedGateway } from "#simulators/gateway/scripted-gateway.ts";
import type { StationClock } from "../clock.ts";
import { beginChain, type Courier, type CourierEvent, openCourier } from "../courier.ts";
import { type Keyring, openKeyring } from "../keys.ts";
import { OutboxFull } from "../outbox/database.ts";
import { type Outbox, openOutbox } from "../outbox/outbox.ts";
import { openHeard } from "./heard.ts";

export const name = { scheme: "beitillo", station: "beitillo-01" };
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** A gateway that answers nothing. */
export const silent = () => null;

/** For each test a courier with a real journal and keys, on a fake line to a scripted gateway. */
export function courierBed() {
  let folder: string;
  let outbox: Outbox;
  let keyring: Keyring;
  let timers: FakeTimers;
  let gateway: ScriptedGateway;
  let line: FakeLine;
  let courier: Courier;
  let clockState: ClockState;
  let learned: number[];
  let events: CourierEvent[];
  let logged: string[];
  let first: Chain;
  let isFull = false;

  const now = () => SAMPLE_TIME_MS + timers.now();
  const clock: StationClock = {
    boot: SAMPLE_BOOT,
    now: () => EpochMs(now()),
    uptimeMs: () => 60_000 + timers.now(),
    state: () => clockState,
    learn: (time) => {
      learned.push(time);
      clockState = "synced";
    },
  };

  function settle(receipt: Receipt) {
    if (isFull) throw new OutboxFull("the disk is full");
    return outbox.settle(receipt);
  }

  /** Opens, or opens again on the same journal, as a restart of the program does. */
  function start(): void {
    const heard = openHeard(name, gateway.root.publicJwk, outbox);
    courier = openCourier({
      name,
      outbox: { ...outbox, settle },
      keyring,
      clock,
      heard,
      openLink: line.openLink,
      timers,
      log: (level, message) => logged.push(`${level} ${message}`),
      onEvent: (event) => events.push(event),
      devices: () => ({ scale: { state: "ok", zeroDriftGrams: 0 }, reader: { state: "ok" } }),
      freeMb: () => 5_120,
    });
  }

  function drop(): { chain: Chain; seq: number } {
    const at = sampleStamp(timers.now(), clockState);
    const entry = outbox.append({ kind: "deposit", at, data: sampleDeposit() });
    courier.offer(entry);
    return entry;
  }

  function list(chain: Chain, more = {}): void {
    const key = keyring.find(chain);
    if (key !== null) gateway.list(chain, key.publicJwk, more);
  }

  function connect(): void {
    line.connect();
    gateway.sayKeys();
    gateway.saySettings();
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "qamama-courier-"));
    timers = openFakeTimers();
    [clockState, learned, events, logged] = ["synced", [], [], []];
    outbox = openOutbox(join(folder, "outbox.db"));
    keyring = openKeyring(join(folder, "keys"));
    first = beginChain({ outbox, keyring, log: () => {} }, "first").chain;
    const toStation = (topic: string, payload: string) => line.deliver(topic, payload);
    gateway = openScriptedGateway(name, { now, publish: toStation });
    line = openFakeLine((topic, payload) => gateway.receive(topic, payload));
    list(first);
    start();
  });
  afterEach(() => {
    outbox.close();
    rmSync(folder, { recursive: true });
  });

  return {
    get outbox() {
      return outbox;
    },
    get timers() {
      return timers;
    },
    get gateway() {
      return gateway;
    },
    get line() {
      return line;
    },
    get courier() {
      return courier;
    },
    get learned() {
      return learned;
    },
    get events() {
      return events;
    },
    get first() {
      return first;
    },
    now,
    start,
    list,
    connect,
    /** A line that is down again, after everything was told once. */
    meetOnce() {
      connect();
      line.drop();
      gateway.clear();
    },
    drop,
    drops: (count: number) => Array.from({ length: count }, drop),
    setFull(full: boolean) {
      isFull = full;
    },
    clockIs(state: ClockState) {
      clockState = state;
    },
    loseKeys() {
      keyring = { make: keyring.make, find: () => null };
    },
    sentRanges: () => gateway.pages.map(({ first, last }) => `${first}-${last}`),
    alarms: () => logged.filter((text) => text.startsWith("alarm")),
    weighing: () => outbox.chains().at(-1)?.chain,
  };
}
