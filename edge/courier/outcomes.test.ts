import { describe, expect, it } from "vitest";
import { sha256 } from "#contract/hash.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { MinorUnits } from "#contract/units.ts";
import { sampleCard } from "#simulators/gateway/samples.ts";
import { verdictOf } from "#simulators/gateway/scripted-gateway.ts";
import { courierBed, silent } from "./bed.fixture.ts";

const bed = courierBed();
const { connect, drop, drops, alarms, weighing } = bed;

describe("an outcome", () => {
  it.each([
    ["posted", 0, 0],
    ["held", 0, 0],
    ["refused", 0, 1],
    ["conflict", 0, 1],
    ["deferred", 1, 0],
  ] as const)("%s leaves %i waiting and %i dead", (outcome, waiting, dead) => {
    connect();
    bed.gateway.answer(verdictOf(outcome));
    drop();
    expect([bed.outbox.depth(), bed.outbox.deadLetters()]).toEqual([waiting, dead]);
    expect(alarms().length).toBe(dead === 0 ? 0 : outcome === "conflict" ? 2 : 1);
  });

  it("is taken once the disk has room again, and the station goes on meanwhile", () => {
    connect();
    bed.setFull(true);
    drop();
    expect(bed.outbox.depth()).toBe(1);
    expect(alarms()).toEqual([expect.stringMatching(/The disk is full/)]);
    bed.setFull(false);
    bed.line.drop();
    connect();
    bed.timers.pass(60_000);
    expect(bed.outbox.depth()).toBe(0);
  });

  it("of a name that is not known yet defers", () => {
    connect();
    bed.gateway.answer(({ hash }) => ({ hash, ...{ outcome: "later" } }) as never);
    drop();
    expect(bed.outbox.depth()).toBe(1);
  });

  it("conflict begins a new chain, once, and asks for it", () => {
    connect();
    drops(2);
    bed.gateway.answer(verdictOf("conflict"));
    drop();
    expect(bed.outbox.chains()).toHaveLength(2);
    expect(bed.gateway.enrols).toContain(weighing());
    expect(drop()).toMatchObject({ seq: 1 });
  });

  it("is told with its entry", () => {
    connect();
    const balance = { balance: MinorUnits(9154), owed: MinorUnits(0) };
    bed.gateway.answer(({ hash }) => ({ hash, outcome: "posted", ...balance }));
    drop();
    expect(bed.events).toContainEqual(expect.objectContaining({ kind: "receipted", seq: 1 }));
    expect(bed.outbox.lastBalance(sampleCard("amal"))).toMatchObject(balance);
  });

  it("counts only when a key of the gateway signed it", () => {
    connect();
    bed.gateway.answer(silent);
    const { chain, seq } = drop();
    const hash = bed.gateway.pages[0]?.page.entries[0]?.hash ?? null;
    const posted = [{ seq, hash, outcome: "posted" as const }];
    bed.gateway.sayReceipt(chain, posted, generateSigningKey());
    expect(bed.outbox.depth()).toBe(1);
    bed.gateway.sayReceipt(chain, [{ seq, hash: sha256("another"), outcome: "posted" }]);
    expect(bed.outbox.depth()).toBe(1);
    bed.gateway.sayReceipt(chain, posted);
    expect(bed.outbox.depth()).toBe(0);
  });

  it("is awaited after PUBACK: transport releases nothing", () => {
    connect();
    bed.gateway.answer(silent);
    drop();
    expect(bed.outbox.depth()).toBe(1);
    expect(bed.courier.isIdle()).toBe(false);
  });
});
