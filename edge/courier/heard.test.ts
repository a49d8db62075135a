import { describe, expect, it } from "vitest";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { topicOf } from "#contract/topics.ts";
import { SAMPLE_TIME_MS, sampleCard } from "#simulators/gateway/samples.ts";
import { verdictOf } from "#simulators/gateway/scripted-gateway.ts";
import { courierBed, HOUR, MINUTE, name, SECOND, silent } from "./bed.fixture.ts";
import { openHeard } from "./heard.ts";

const bed = courierBed();
const { connect, drop, drops, list, alarms, weighing, start, now } = bed;

describe("keys", () => {
  it("are taken from the root alone, of the own scheme, and only higher ones", () => {
    bed.line.connect();
    const said = () => bed.gateway.states.length;
    bed.gateway.sayKeys({ signer: generateSigningKey() });
    bed.gateway.sayKeys({ scheme: "elsewhere" });
    expect(said()).toBe(1);
    bed.gateway.sayKeys({ version: 5 });
    expect(said()).toBe(2);
    bed.gateway.sayKeys({ version: 5 });
    bed.gateway.sayKeys({ version: 4 });
    expect(said()).toBe(2);
  });

  it("make the station say online again", () => {
    connect();
    bed.gateway.clear();
    bed.gateway.rotate();
    bed.gateway.sayKeys();
    expect(bed.gateway.states).toEqual(["online"]);
  });

  it("that are listed no more sign nothing more", () => {
    connect();
    bed.gateway.answer(silent);
    const { chain, seq } = drop();
    bed.gateway.rotate();
    const hash = bed.gateway.pages[0]?.page.entries[0]?.hash ?? null;
    bed.gateway.sayReceipt(chain, [{ seq, hash, outcome: "posted" }]);
    expect(bed.outbox.depth()).toBe(1);
    bed.gateway.sayKeys();
    bed.gateway.sayReceipt(chain, [{ seq, hash, outcome: "posted" }]);
    expect(bed.outbox.depth()).toBe(0);
  });
});

describe("settings", () => {
  const taken = () => bed.events.filter(({ kind }) => kind === "settings").length;

  it("of a lower version, another station or other keys are ignored", () => {
    connect();
    expect(taken()).toBe(1);
    bed.gateway.saySettings({ version: 1 });
    bed.gateway.saySettings({ station: "beitillo-02" });
    bed.gateway.saySettings({ keysVersion: 2 });
    bed.gateway.saySettings({}, generateSigningKey());
    expect(taken()).toBe(1);
    bed.gateway.saySettings();
    expect(taken()).toBe(2);
  });

  it("are kept over a restart, also under keys that were replaced since", () => {
    connect();
    bed.gateway.rotate();
    bed.gateway.sayKeys();
    const heard = openHeard(name, bed.gateway.root.publicJwk, bed.outbox);
    expect(heard.settings()?.version).toBe(2);
    expect(heard.keys()?.version).toBe(2);
  });

  it("from another root are forgotten", () => {
    connect();
    expect(openHeard(name, generateSigningKey().publicJwk, bed.outbox).settings()).toBeNull();
  });

  it("bring blocked cards apart, ranked likewise", () => {
    connect();
    const heard = () => openHeard(name, bed.gateway.root.publicJwk, bed.outbox).blocked()?.cards;
    bed.gateway.sayBlocked([sampleCard("lost")]);
    bed.gateway.sayBlocked([], { version: 1 });
    bed.gateway.sayBlocked([], { scheme: "elsewhere" });
    expect(heard()).toEqual([sampleCard("lost")]);
  });

  it("that revoke the chain begin a new one, and what the old one holds still goes", () => {
    bed.gateway.answer(silent);
    drop();
    list(bed.first, { state: "revoked" });
    connect();
    expect(weighing()).not.toBe(bed.first);
    expect(bed.gateway.enrols).toContain(weighing());
    expect(bed.gateway.pages.at(-1)).toMatchObject({ chain: bed.first, first: 1 });
  });

  it("that know more than the journal begin a new chain before anything is weighed on", () => {
    drop();
    list(bed.first, { next: 3 });
    connect();
    expect(drop()).toMatchObject({ seq: 1 });
    expect(bed.events).toContainEqual(expect.objectContaining({ reason: "rolled-back" }));
  });

  it("that know as much as the journal change nothing", () => {
    drop();
    list(bed.first, { next: 2 });
    connect();
    expect(weighing()).toBe(bed.first);
  });

  it("of a restored gateway bring back what it forgot", () => {
    connect();
    drops(2);
    bed.timers.pass(HOUR);
    drop();
    expect(bed.outbox.depth()).toBe(0);
    bed.gateway.answer(silent);
    const since = utcTime(SAMPLE_TIME_MS + MINUTE);
    bed.timers.pass(SECOND);
    list(bed.first, { next: 4 });
    bed.gateway.saySettings({ restored: { since, at: utcTime(now()) } });
    expect([...bed.outbox.waiting()].map(({ seq }) => seq)).toEqual([3]);
    bed.timers.pass(SECOND);
    bed.gateway.answer(verdictOf("posted"));
    bed.gateway.saySettings({ restored: { since, at: utcTime(now() - SECOND) } });
    bed.timers.pass(MINUTE);
    expect(bed.outbox.depth()).toBe(0);
  });

  it("whose next is behind bring back what was receipted before them", () => {
    connect();
    drops(3);
    bed.gateway.answer(silent);
    bed.timers.pass(SECOND);
    list(bed.first, { next: 2 });
    bed.gateway.saySettings();
    expect([...bed.outbox.waiting()].map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it("older than the receipts bring nothing back", () => {
    connect();
    drops(3);
    bed.timers.pass(SECOND);
    list(bed.first, { next: 2 });
    bed.gateway.saySettings({ at: utcTime(SAMPLE_TIME_MS) });
    expect(bed.outbox.depth()).toBe(0);
  });
});

describe("damage and strangers", () => {
  it("ignores what it cannot read, on every topic", () => {
    connect();
    for (const leaf of ["keys", "settings", "blocked", "receipts"] as const) {
      bed.line.deliver(topicOf(name, leaf), "no.such.thing");
      bed.line.deliver(topicOf(name, leaf), "");
    }
    bed.line.deliver("qamama/1/elsewhere/x/receipts", "");
    drop();
    expect(bed.outbox.depth()).toBe(0);
  });

  it("keeps what a lost key would have to sign, and says so", () => {
    bed.loseKeys();
    start();
    drop();
    connect();
    expect(bed.outbox.depth()).toBe(1);
    expect(alarms().join()).toMatch(/key of chain/);
  });
});
