import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "#contract/hash.ts";
import { type Chain, utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import type { ClockState } from "#contract/stamp.ts";
import { topicOf } from "#contract/topics.ts";
import { EpochMs, MinorUnits } from "#contract/units.ts";
import { type FakeLine, openFakeLine } from "#simulators/gateway/fake-line.ts";
import { type FakeTimers, openFakeTimers } from "#simulators/gateway/fake-timers.ts";
import {
  SAMPLE_BOOT,
  SAMPLE_TIME_MS,
  sampleCard,
  sampleDeposit,
  sampleStamp,
} from "#simulators/gateway/samples.ts";
import {
  openScriptedGateway,
  type ScriptedGateway,
  verdictOf,
} from "#simulators/gateway/scripted-gateway.ts";
import type { StationClock } from "./clock.ts";
import { openHeard } from "./courier/heard.ts";
import { beginChain, type Courier, type CourierEvent, openCourier } from "./courier.ts";
import { type Keyring, openKeyring } from "./keys.ts";
import { type Outbox, openOutbox } from "./outbox/outbox.ts";

const name = { scheme: "beitillo", station: "beitillo-01" };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

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

/** Opens, or opens again on the same journal, as a restart of the program does. */
function start(): void {
  const heard = openHeard(name, gateway.root.publicJwk, outbox);
  courier = openCourier({
    name,
    outbox,
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

const drops = (count: number) => Array.from({ length: count }, drop);
const list = (chain: Chain, more = {}) => {
  const key = keyring.find(chain);
  if (key !== null) gateway.list(chain, key.publicJwk, more);
};
const connect = () => {
  line.connect();
  gateway.sayKeys();
  gateway.saySettings();
};
/** A line that is down again, after everything was told once. */
const meetOnce = () => {
  connect();
  line.drop();
  gateway.clear();
};
const sentRanges = () => gateway.pages.map(({ first, last }) => `${first}-${last}`);
const alarms = () => logged.filter((text) => text.startsWith("alarm"));
const weighing = () => outbox.chains().at(-1)?.chain;
const silent = () => null;

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

describe("sending", () => {
  it("sends a drop at once, in a page of one", () => {
    connect();
    drop();
    drop();
    expect(sentRanges()).toEqual(["1-1", "2-2"]);
    expect(courier.isIdle()).toBe(true);
  });

  it("sends what waited in long pages", () => {
    drops(3);
    connect();
    expect(sentRanges()).toEqual(["1-3"]);
  });

  it("lets a drop pass the backlog", () => {
    gateway.answer(silent);
    drops(3);
    connect();
    drop();
    expect(sentRanges()).toEqual(["1-3", "4-4"]);
  });

  it("has one page of a kind under way, and lets a live one wait at most 5 s", () => {
    connect();
    gateway.answer(silent);
    drop();
    drop();
    expect(sentRanges()).toEqual(["1-1"]);
    timers.pass(5 * SECOND);
    expect(sentRanges()).toEqual(["1-1", "2-2"]);
  });

  it("makes pages only as long as the line carries in 2 s", async () => {
    const slow = Promise.withResolvers<void>();
    drops(40);
    line.acknowledgeAfter(slow.promise);
    gateway.answer(silent);
    connect();
    const [page] = gateway.pages;
    expect(page?.page.entries.length).toBeLessThan(8);
    timers.pass(4 * SECOND); // 1 kB/s: what goes next is half as long
    slow.resolve();
    await slow.promise;
    await Promise.resolve();
    gateway.answer(verdictOf("posted"));
    timers.pass(30 * SECOND);
    const again = gateway.pages[1];
    expect(again?.page.entries.length).toBeLessThan(page?.page.entries.length ?? 0);
  });

  it("cuts and signs anew at every sending, around the same bytes", () => {
    gateway.answer(silent);
    drop();
    connect();
    timers.pass(30 * SECOND);
    const [one, two] = gateway.pages;
    expect(one?.page.entries).toEqual(two?.page.entries);
    expect(one?.page.sent.uptimeMs).not.toBe(two?.page.sent.uptimeMs);
  });

  it("tells how it is, and says goodbye", async () => {
    drop();
    gateway.answer(silent);
    connect();
    expect(JSON.parse(gateway.health[0] ?? "")).toMatchObject({
      outbox: { depth: 1, deadLetters: 0 },
      fill: [{ stream: "plastic", grams: 4320 }],
    });
    await courier.close();
    expect(line.closedWith).toMatchObject([{ payload: "offline", retain: true }]);
  });
});

describe("an outcome", () => {
  it.each([
    ["posted", 0, 0],
    ["held", 0, 0],
    ["refused", 0, 1],
    ["conflict", 0, 1],
    ["deferred", 1, 0],
  ] as const)("%s leaves %i waiting and %i dead", (outcome, waiting, dead) => {
    connect();
    gateway.answer(verdictOf(outcome));
    drop();
    expect([outbox.depth(), outbox.deadLetters()]).toEqual([waiting, dead]);
    expect(alarms().length).toBe(dead === 0 ? 0 : outcome === "conflict" ? 2 : 1);
  });

  it("of a name that is not known yet defers", () => {
    connect();
    gateway.answer(({ hash }) => ({ hash, ...{ outcome: "later" } }) as never);
    drop();
    expect(outbox.depth()).toBe(1);
  });

  it("conflict begins a new chain, once, and asks for it", () => {
    connect();
    drops(2);
    gateway.answer(verdictOf("conflict"));
    drop();
    expect(outbox.chains()).toHaveLength(2);
    expect(gateway.enrols).toContain(weighing());
    expect(drop()).toMatchObject({ seq: 1 });
  });

  it("is told with its entry", () => {
    connect();
    const balance = { balance: MinorUnits(9154), owed: MinorUnits(0) };
    gateway.answer(({ hash }) => ({ hash, outcome: "posted", ...balance }));
    drop();
    expect(events).toContainEqual(expect.objectContaining({ kind: "receipted", seq: 1 }));
    expect(outbox.lastBalance(sampleCard("amal"))).toMatchObject(balance);
  });

  it("counts only when a key of the gateway signed it", () => {
    connect();
    gateway.answer(silent);
    const { chain, seq } = drop();
    const hash = gateway.pages[0]?.page.entries[0]?.hash ?? null;
    const posted = [{ seq, hash, outcome: "posted" as const }];
    gateway.sayReceipt(chain, posted, generateSigningKey());
    expect(outbox.depth()).toBe(1);
    gateway.sayReceipt(chain, [{ seq, hash: sha256("another"), outcome: "posted" }]);
    expect(outbox.depth()).toBe(1);
    gateway.sayReceipt(chain, posted);
    expect(outbox.depth()).toBe(0);
  });

  it("is awaited after PUBACK: transport releases nothing", () => {
    connect();
    gateway.answer(silent);
    drop();
    expect(outbox.depth()).toBe(1);
    expect(courier.isIdle()).toBe(false);
  });
});

describe("what has no receipt", () => {
  it("is sent again after 30 s, doubling to 10 min", () => {
    meetOnce();
    gateway.answer(silent);
    drop();
    line.connect();
    const times: number[] = [];
    for (let sent = 1; times.length < 7; timers.pass(SECOND)) {
      if (gateway.pages.length === sent) continue;
      times.push(timers.now() / SECOND);
      sent = gateway.pages.length;
    }
    const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
    expect(gaps).toEqual([30, 60, 120, 240, 480, 600, 600]);
  });

  it("is sent again after each connect", () => {
    gateway.answer(silent);
    drop();
    connect();
    for (let times = 2; times <= 4; times += 1) {
      line.drop();
      line.connect();
      expect(gateway.pages).toHaveLength(times);
    }
  });

  it("is sent again after a restart of the program", () => {
    gateway.answer(silent);
    drop();
    connect();
    line.drop();
    start();
    connect();
    expect(sentRanges()).toEqual(["1-1", "1-1"]);
  });

  it("does not hold back the rest of the backlog", () => {
    gateway.answer(({ seq, hash }) => (seq === 2 ? null : { hash, outcome: "posted" }));
    drops(3);
    connect();
    expect([...outbox.waiting()].map(({ seq }) => seq)).toEqual([2]);
    timers.pass(30 * SECOND);
    expect(sentRanges()).toEqual(["1-3", "2-2"]);
  });
});

describe("what is deferred", () => {
  it("alone of its page backs off alone, and the others go on", () => {
    gateway.answer(({ seq, hash }) =>
      seq === 2 ? { outcome: "deferred" } : { hash, outcome: "posted" },
    );
    meetOnce();
    drops(3);
    line.connect();
    drop();
    timers.pass(30 * SECOND);
    expect(sentRanges()).toEqual(["1-3", "4-4", "2-2"]);
  });

  it("as a whole page twice is halved", () => {
    meetOnce();
    gateway.answer(verdictOf("deferred"));
    drops(4);
    line.connect();
    timers.pass(30 * SECOND);
    timers.pass(60 * SECOND);
    timers.pass(120 * SECOND);
    timers.pass(240 * SECOND);
    expect(sentRanges()).toEqual(["1-4", "1-4", "1-2", "1-2", "1-1"]);
  });

  it("lets the good ones through in the end, and pages grow again", () => {
    gateway.answer(verdictOf("deferred"));
    drops(8);
    connect();
    timers.pass(2 * HOUR);
    gateway.answer(({ seq, hash }) =>
      seq === 1 ? { outcome: "deferred" } : { hash, outcome: "posted" },
    );
    timers.pass(2 * HOUR);
    expect([...outbox.waiting()].map(({ seq }) => seq)).toEqual([1]);
  });

  it("for a day is tried once an hour and alarmed once", () => {
    connect();
    gateway.answer(verdictOf("deferred"));
    drop();
    timers.pass(25 * HOUR);
    const before = gateway.pages.length;
    timers.pass(10 * HOUR);
    expect(gateway.pages.length - before).toBe(10);
    expect(alarms()).toHaveLength(1);
    expect(outbox.depth()).toBe(1);
  });
});

describe("keys", () => {
  it("are taken from the root alone, of the own scheme, and only higher ones", () => {
    line.connect();
    const said = () => gateway.states.length;
    gateway.sayKeys({ signer: generateSigningKey() });
    gateway.sayKeys({ scheme: "elsewhere" });
    expect(said()).toBe(1);
    gateway.sayKeys({ version: 5 });
    expect(said()).toBe(2);
    gateway.sayKeys({ version: 5 });
    gateway.sayKeys({ version: 4 });
    expect(said()).toBe(2);
  });

  it("make the station say online again", () => {
    connect();
    gateway.clear();
    gateway.rotate();
    gateway.sayKeys();
    expect(gateway.states).toEqual(["online"]);
  });

  it("that are listed no more sign nothing more", () => {
    connect();
    gateway.answer(silent);
    const { chain, seq } = drop();
    gateway.rotate();
    const hash = gateway.pages[0]?.page.entries[0]?.hash ?? null;
    gateway.sayReceipt(chain, [{ seq, hash, outcome: "posted" }]);
    expect(outbox.depth()).toBe(1);
    gateway.sayKeys();
    gateway.sayReceipt(chain, [{ seq, hash, outcome: "posted" }]);
    expect(outbox.depth()).toBe(0);
  });
});

describe("settings", () => {
  const taken = () => events.filter(({ kind }) => kind === "settings").length;

  it("of a lower version, another station or other keys are ignored", () => {
    connect();
    expect(taken()).toBe(1);
    gateway.saySettings({ version: 1 });
    gateway.saySettings({ station: "beitillo-02" });
    gateway.saySettings({ keysVersion: 2 });
    gateway.saySettings({}, generateSigningKey());
    expect(taken()).toBe(1);
    gateway.saySettings();
    expect(taken()).toBe(2);
  });

  it("are kept over a restart, also under keys that were replaced since", () => {
    connect();
    gateway.rotate();
    gateway.sayKeys();
    const heard = openHeard(name, gateway.root.publicJwk, outbox);
    expect(heard.settings()?.version).toBe(2);
    expect(heard.keys()?.version).toBe(2);
  });

  it("from another root are forgotten", () => {
    connect();
    expect(openHeard(name, generateSigningKey().publicJwk, outbox).settings()).toBeNull();
  });

  it("bring blocked cards apart, ranked likewise", () => {
    connect();
    const heard = () => openHeard(name, gateway.root.publicJwk, outbox).blocked()?.cards;
    gateway.sayBlocked([sampleCard("lost")]);
    gateway.sayBlocked([], { version: 1 });
    gateway.sayBlocked([], { scheme: "elsewhere" });
    expect(heard()).toEqual([sampleCard("lost")]);
  });

  it("that revoke the chain begin a new one, and what the old one holds still goes", () => {
    gateway.answer(silent);
    drop();
    list(first, { state: "revoked" });
    connect();
    expect(weighing()).not.toBe(first);
    expect(gateway.enrols).toContain(weighing());
    expect(gateway.pages.at(-1)).toMatchObject({ chain: first, first: 1 });
  });

  it("that know more than the journal begin a new chain before anything is weighed on", () => {
    drop();
    list(first, { next: 3 });
    connect();
    expect(drop()).toMatchObject({ seq: 1 });
    expect(events).toContainEqual(expect.objectContaining({ reason: "rolled-back" }));
  });

  it("that know as much as the journal change nothing", () => {
    drop();
    list(first, { next: 2 });
    connect();
    expect(weighing()).toBe(first);
  });

  it("of a restored gateway bring back what it forgot", () => {
    connect();
    drops(2);
    timers.pass(HOUR);
    drop();
    expect(outbox.depth()).toBe(0);
    gateway.answer(silent);
    const since = utcTime(SAMPLE_TIME_MS + MINUTE);
    timers.pass(SECOND);
    list(first, { next: 4 });
    gateway.saySettings({ restored: { since, at: utcTime(now()) } });
    expect([...outbox.waiting()].map(({ seq }) => seq)).toEqual([3]);
    timers.pass(SECOND);
    gateway.answer(verdictOf("posted"));
    gateway.saySettings({ restored: { since, at: utcTime(now() - SECOND) } });
    timers.pass(MINUTE);
    expect(outbox.depth()).toBe(0);
  });

  it("whose next is behind bring back what was receipted before them", () => {
    connect();
    drops(3);
    gateway.answer(silent);
    timers.pass(SECOND);
    list(first, { next: 2 });
    gateway.saySettings();
    expect([...outbox.waiting()].map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it("older than the receipts bring nothing back", () => {
    connect();
    drops(3);
    timers.pass(SECOND);
    list(first, { next: 2 });
    gateway.saySettings({ at: utcTime(SAMPLE_TIME_MS) });
    expect(outbox.depth()).toBe(0);
  });
});

describe("a chain that is not listed", () => {
  beforeEach(() => gateway.forget(first));

  it("is asked for at each connect and every 10 minutes, until it is listed", () => {
    connect();
    expect(gateway.enrols).toEqual([first]);
    timers.pass(10 * MINUTE);
    expect(gateway.enrols).toHaveLength(2);
    line.drop();
    timers.pass(HOUR);
    expect(gateway.enrols).toHaveLength(2);
    line.connect();
    expect(gateway.enrols).toHaveLength(3);
    list(first);
    gateway.saySettings();
    timers.pass(HOUR);
    expect(gateway.enrols).toHaveLength(3);
  });

  it("loses nothing, and is sent at once when it is listed", () => {
    connect();
    drops(12);
    timers.pass(HOUR);
    expect(outbox.depth()).toBe(12);
    list(first);
    gateway.saySettings();
    expect(outbox.depth()).toBe(0);
    expect(alarms()).toEqual([]);
  });

  it("is asked for as soon as a restored gateway has forgotten it", () => {
    list(first);
    connect();
    gateway.clear();
    gateway.forget(first);
    gateway.saySettings();
    expect(gateway.enrols).toEqual([first]);
  });
});

describe("time", () => {
  beforeEach(() => {
    clockState = "unset";
  });

  it("is learned from a fresh outcome, and the undated deposit goes once more", () => {
    connect();
    drop();
    expect(learned).toEqual([SAMPLE_TIME_MS]);
    expect(gateway.pages.map(({ page }) => page.sent.clock)).toEqual(["unset", "synced"]);
    timers.pass(HOUR);
    expect(gateway.pages).toHaveLength(2);
  });

  it("is not learned from a repeated outcome", () => {
    connect();
    gateway.answer(({ hash }) => ({ hash, outcome: "held", repeat: true }));
    drop();
    expect(learned).toEqual([]);
  });

  it("is not learned 10 s after the first sending", () => {
    connect();
    gateway.answer(silent);
    drop();
    gateway.answer(verdictOf("held"));
    timers.pass(30 * SECOND);
    expect(outbox.depth()).toBe(0);
    expect(learned).toEqual([]);
  });

  it("is not learned from an entry of an earlier run: it may have been sent before", () => {
    drop();
    start();
    connect();
    expect(outbox.depth()).toBe(0);
    expect(learned).toEqual([]);
  });

  it("from NTP makes the undated deposits go once more", () => {
    connect();
    gateway.answer(({ hash }) => ({ hash, outcome: "held", repeat: true }));
    drop();
    clockState = "synced";
    timers.pass(HOUR);
    expect(gateway.pages.map(({ page }) => page.sent.clock)).toEqual(["unset", "synced"]);
  });
});

describe("damage and strangers", () => {
  it("ignores what it cannot read, on every topic", () => {
    connect();
    for (const leaf of ["keys", "settings", "blocked", "receipts"] as const) {
      line.deliver(topicOf(name, leaf), "no.such.thing");
      line.deliver(topicOf(name, leaf), "");
    }
    line.deliver("qamama/1/elsewhere/x/receipts", "");
    drop();
    expect(outbox.depth()).toBe(0);
  });

  it("keeps what a lost key would have to sign, and says so", () => {
    keyring = { make: keyring.make, find: () => null };
    start();
    drop();
    connect();
    expect(outbox.depth()).toBe(1);
    expect(alarms().join()).toMatch(/key of chain/);
  });
});
