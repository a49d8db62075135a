import { describe, expect, it } from "vitest";
import { sha256 } from "#contract/hash.ts";
import { utcTime } from "#contract/ids.ts";
import { MinorUnits } from "#contract/units.ts";
import { SAMPLE_TIME_MS, sampleCard } from "#simulators/gateway/samples.ts";
import { outboxBed, receiptOf } from "./bed.fixture.ts";

const bed = outboxBed();
const { drop, waitingSeqs } = bed;
const DAY_MS = 86_400_000;

describe("settle", () => {
  it.each([
    ["posted", 0, 0],
    ["held", 0, 0],
    ["refused", 0, 1],
    ["conflict", 0, 1],
    ["deferred", 1, 0],
  ] as const)("%s leaves %i waiting and %i dead", (outcome, waiting, dead) => {
    const entry = drop();
    bed.outbox.settle(receiptOf([entry], outcome));
    expect(bed.outbox.depth()).toBe(waiting);
    expect(bed.outbox.deadLetters()).toBe(dead);
  });

  it("judges each outcome alone", () => {
    const [a, b] = [drop(), drop()];
    const settled = bed.outbox.settle(receiptOf([a, { seq: b.seq, hash: sha256("other") }]));
    expect(settled.map(({ seq, effect }) => [seq, effect])).toEqual([[1, "release"]]);
    expect(waitingSeqs()).toEqual([2]);
  });

  it("keeps the newest balance of a card", () => {
    const [a, b] = [drop(), drop()];
    const balance = (minor: number) => ({ balance: MinorUnits(minor), owed: MinorUnits(0) });
    bed.outbox.settle(receiptOf([b], "posted", { ...balance(300), at: SAMPLE_TIME_MS + 9_000 }));
    bed.outbox.settle(receiptOf([a], "posted", { ...balance(100), at: SAMPLE_TIME_MS + 5_000 }));
    expect(bed.outbox.lastBalance(sampleCard("amal"))).toEqual({
      ...balance(300),
      at: utcTime(SAMPLE_TIME_MS + 9_000),
    });
    expect(bed.outbox.lastBalance(sampleCard("nobody"))).toBeNull();
  });

  it("forgets what was receipted long ago, never what waits or is dead", () => {
    const [a, b] = [drop(), drop(), drop()];
    bed.outbox.settle(receiptOf([a]));
    bed.outbox.settle(receiptOf([b], "refused"));
    expect(bed.outbox.prune(utcTime(SAMPLE_TIME_MS + 91 * DAY_MS))).toBe(1);
    expect(waitingSeqs()).toEqual([3]);
    expect(bed.outbox.deadLetters()).toBe(1);
    expect(drop().seq).toBe(4);
  });

  it("remembers since when an entry is deferred, until it is settled", () => {
    const { chain, seq } = drop();
    const [at, later] = [utcTime(1_000), utcTime(2_000)];
    expect(bed.outbox.defer(chain, seq, at)).toBe(at);
    expect(bed.outbox.defer(chain, seq, later)).toBe(at);
    expect([...bed.outbox.waiting()][0]?.deferredSince).toBe(at);
  });
});
