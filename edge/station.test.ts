import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Chain, utcTime } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import { type FakeLine, openFakeLine } from "#simulators/gateway/fake-line.ts";
import { type FakeTimers, openFakeTimers } from "#simulators/gateway/fake-timers.ts";
import {
  SAMPLE_BOOT,
  SAMPLE_TIME_MS,
  sampleCard,
  sampleDeposit,
  sampleStamp,
} from "#simulators/gateway/samples.ts";
import { openScriptedGateway, type ScriptedGateway } from "#simulators/gateway/scripted-gateway.ts";
import type { openAgent } from "./agent.ts";
import { joinFileIn, keepJoin, parseJoin } from "./config/join.ts";
import { parseConfig, type StationConfig } from "./config.ts";
import { openKeyring } from "./keys.ts";
import { OutboxInUse } from "./outbox/database.ts";
import { keysIn, openData, openStation, type Station, type StationEvent } from "./station.ts";

const name = { scheme: "beitillo", station: "beitillo-01" };
const DAY_MS = 86_400_000;

let folder: string;
let config: StationConfig;
let timers: FakeTimers;
let line: FakeLine;
let gateway: ScriptedGateway;
let agent: Parameters<typeof openAgent>[0] | null;
let shown: number[];
let events: StationEvent[];
let logged: string[];
const opened: Station[] = [];

const noFrames = { frames: 0, ignored: 0 };
const now = () => SAMPLE_TIME_MS + timers.now();
const log = (level: string, message: string) => void logged.push(`${level} ${message}`);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qamama-station-"));
  const parsed = parseConfig(
    readFileSync("docs/examples/station.toml", "utf8"),
    join(folder, "station.toml"),
  );
  if (!parsed.ok) throw new Error(parsed.problem);
  config = parsed.value;
  writeFileSync(config.cardKeyFile, `${"0f".repeat(32)}\n`);
  timers = openFakeTimers();
  [agent, shown, events, logged] = [null, [], [], []];
  gateway = openScriptedGateway(name, {
    now,
    publish: (topic, payload) => line.deliver(topic, payload),
  });
  line = openFakeLine((topic, payload) => gateway.receive(topic, payload));
});
afterEach(async () => {
  for (const it of opened.splice(0)) await it.close();
  rmSync(folder, { recursive: true });
});

function start(): Station {
  const it = openStation(config, {
    log,
    timers,
    clock: {
      boot: SAMPLE_BOOT,
      now: () => EpochMs(now()),
      uptimeMs: timers.now,
      state: () => "synced",
      learn: () => {},
    },
    connect: () => line.openLink,
    onEvent: (event) => events.push(event),
    panel: { show: () => {} },
    runAgent(parts) {
      agent = parts;
      for (const device of ["scale", "reader", "keypad"] as const) {
        parts.onEvent({ kind: "device", device, state: "ok" });
      }
      return {
        quiet: () => true,
        receipted: (_outcome, { seq }) => shown.push(seq),
        health: () => ({
          scale: { state: "ok", zeroDriftGrams: 0, ...noFrames },
          reader: { state: "ok", ...noFrames },
        }),
        close: async () => {},
      };
    },
  });
  opened.push(it);
  return it;
}

async function stop(it: Station): Promise<void> {
  opened.splice(opened.indexOf(it), 1);
  await it.close();
}

const drop = () =>
  agent?.outbox.append({
    kind: "deposit",
    at: sampleStamp(timers.now()),
    data: sampleDeposit(),
  });

/** What the operator does: registers the key, brings the join file. */
function joinGateway(chain: Chain): void {
  const keyring = openKeyring(keysIn(config.data));
  const key = keyring.find(chain);
  if (key === null) throw new Error("no such key");
  gateway.list(chain, key.publicJwk);
  const mqtt = { url: "mqtt://127.0.0.1:1883", user: "beitillo.beitillo-01", password: "secret" };
  const join = { v: 1 as const, ...name, chain, mqtt, root: gateway.root.publicJwk };
  expect(keepJoin(join, { name, data: config.data, keyring }).ok).toBe(true);
}

const connect = () => {
  line.connect();
  gateway.sayKeys();
  gateway.saySettings();
};

describe("a station", () => {
  it("weighs and stores before anyone lets it join, and sends all of it then", async () => {
    const station = start();
    await station.ready;
    const entry = drop();
    drop();
    expect(station.quiet()).toBe(false);
    joinGateway(entry?.chain ?? ("" as Chain));
    timers.pass(5_000);
    connect();
    expect(shown).toEqual([1, 2, 3]); // what it weighs by, and two drops
    expect(station.quiet()).toBe(true);
    expect(events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["joined", "connected", "settings", "receipted"]),
    );
  });

  it("goes on in its chain after a restart", async () => {
    const station = start();
    const first = drop();
    await stop(station);
    start();
    expect(drop()).toMatchObject({ chain: first?.chain, seq: 3 });
  });

  it("works by its config until settings come, then by those, offline too", async () => {
    const station = start();
    expect(agent?.rules().streams).toHaveLength(5);
    joinGateway(drop()?.chain ?? ("" as Chain));
    timers.pass(5_000);
    connect();
    gateway.sayBlocked([sampleCard("lost")]);
    expect(agent?.rules()).toMatchObject({ streams: [], blocked: new Set([sampleCard("lost")]) });
    await stop(station);
    start();
    expect(agent?.rules()).toMatchObject({ streams: [], blocked: new Set([sampleCard("lost")]) });
  });

  it("weighs by the calibration that was made of its scale, and until then by its config's", async () => {
    const station = start();
    expect(agent?.config.instrument.calibration).toBe("2026-09-01");
    const sets = { "calibration.platform-1": "2026-11-22" };
    agent?.outbox.append({ kind: "calibration", at: sampleStamp(), data: {}, sets });
    await stop(station);
    start();
    expect(agent?.config.instrument.calibration).toBe("2026-11-22");
  });

  it("begins a new chain when the key of its own is gone", async () => {
    const station = start();
    const first = drop();
    await stop(station);
    rmSync(keysIn(config.data), { recursive: true });
    start();
    expect(drop()?.chain).not.toBe(first?.chain);
    expect(logged.join()).toMatch(/alarm New chain .*key-lost/);
  });

  it("begins a new chain when its journal was damaged, and says so", async () => {
    const station = start();
    const first = drop();
    await stop(station);
    const database = new DatabaseSync(join(config.data, "outbox.db"));
    database.exec("UPDATE entry SET text = replace(text, '4320', '4330')");
    database.close();
    start();
    expect(drop()).toMatchObject({ seq: 1 });
    expect(drop()?.chain).not.toBe(first?.chain);
    expect(logged.join()).toMatch(/alarm The journal was damaged/);
  });

  it("keeps what was receipted for 90 days", async () => {
    const station = start();
    const chain = drop()?.chain ?? ("" as Chain);
    joinGateway(chain);
    timers.pass(5_000);
    connect();
    line.drop();
    const kept = () => {
      const { outbox } = openData(config.data, log);
      const count = outbox.putBack.restored({ since: utcTime(0), at: utcTime(now()) });
      outbox.close();
      return count;
    };
    timers.pass(89 * DAY_MS);
    await stop(station);
    expect(kept()).toBe(2);
    const again = start();
    line.connect();
    line.drop();
    timers.pass(91 * DAY_MS);
    await stop(again);
    expect(kept()).toBe(0);
  });

  it("has its data to itself", () => {
    start();
    expect(() => start()).toThrow(OutboxInUse);
  });

  it.each([
    ["gone", null, /cannot be read: copy/],
    ["too short", "0f0f", /not 32 bytes in hex/],
  ])("names the card key when it is %s", (_, text, sentence) => {
    if (text === null) rmSync(config.cardKeyFile);
    else writeFileSync(config.cardKeyFile, text);
    expect(() => start()).toThrow(sentence);
  });
});

describe("joining", () => {
  const join = () => {
    const { outbox, keyring } = openData(config.data, log);
    const chain = outbox.chains().at(-1)?.chain ?? ("" as Chain);
    outbox.close();
    const mqtt = { url: "mqtt://127.0.0.1:1883", user: "u", password: "p" };
    return { keyring, join: { v: 1 as const, ...name, chain, mqtt, root: gateway.root.publicJwk } };
  };

  it("is refused for another scheme, another station, another key", () => {
    const { keyring, join: good } = join();
    const keep = (it: object) => keepJoin({ ...good, ...it }, { name, data: config.data, keyring });
    expect(keep({ scheme: "elsewhere" })).toMatchObject({
      problem: expect.stringMatching(/elsewhere/),
    });
    expect(keep({ station: "beitillo-02" })).toMatchObject({
      problem: expect.stringMatching(/beitillo-02/),
    });
    expect(keep({ chain: gateway.root.id })).toMatchObject({
      problem: expect.stringMatching(/not one of this/),
    });
    expect(keep({})).toEqual({ ok: true, value: joinFileIn(config.data) });
  });

  it("takes no file that is not all of it", () => {
    const { join: good } = join();
    const parse = (it: unknown) => parseJoin(new TextEncoder().encode(JSON.stringify(it)));
    expect(parse(good).ok).toBe(true);
    expect(parse({ ...good, root: undefined }).ok).toBe(false);
    expect(parse({ ...good, mqtt: { ...good.mqtt, url: "http://x" } }).ok).toBe(false);
    expect(parseJoin(new TextEncoder().encode("{")).ok).toBe(false);
  });

  it("names the file when it was damaged since", () => {
    join();
    writeFileSync(joinFileIn(config.data), "{");
    expect(() => start()).toThrow(/join\.json: it is not JSON/);
  });
});
