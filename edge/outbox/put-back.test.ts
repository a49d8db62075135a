import { describe, expect, it } from "vitest";
import { sha256 } from "#contract/hash.ts";
import { utcTime } from "#contract/ids.ts";
import { SAMPLE_BOOT, SAMPLE_TIME_MS } from "#simulators/gateway/samples.ts";
import { first, outboxBed, receiptOf } from "./bed.fixture.ts";

const bed = outboxBed();
const { drop, waitingSeqs, textOf } = bed;

describe("put back", () => {
  const receiptAt = SAMPLE_TIME_MS + 1_000;
  const window = (from: number, to: number) => ({
    since: utcTime(receiptAt + from),
    at: utcTime(receiptAt + to),
  });

  it.each([
    ["in it", 0, 1, 1],
    ["before it", 1, 2, 0],
    ["at its end", -1, 0, 0],
  ])("a restored gateway gets the receipted entry whose receipt lies %s", (_, from, to, count) => {
    bed.outbox.settle(receiptOf([drop()]));
    expect(bed.outbox.putBack.restored(window(from, to))).toBe(count);
    expect(bed.outbox.depth()).toBe(count);
  });

  it("waits for a newer receipt then", () => {
    const entry = drop();
    bed.outbox.settle(receiptOf([entry]));
    bed.outbox.putBack.restored(window(0, 1));
    bed.outbox.settle(receiptOf([entry]));
    expect(bed.outbox.depth()).toBe(1);
    bed.outbox.settle(receiptOf([entry], "posted", { at: receiptAt + 5_000 }));
    expect(bed.outbox.depth()).toBe(0);
    expect(bed.outbox.putBack.restored(window(0, 1))).toBe(0);
  });

  it("sends from `next` on what was receipted before those settings", () => {
    const entries = [drop(), drop(), drop()];
    bed.outbox.settle(receiptOf(entries));
    expect(bed.outbox.putBack.from(first, 2, utcTime(receiptAt))).toBe(0);
    expect(bed.outbox.putBack.from(first, 2, utcTime(receiptAt + 1))).toBe(2);
    expect(waitingSeqs()).toEqual([2, 3]);
  });

  it("takes what was refused along, and leaves a conflict to its person", () => {
    const [a, b] = [drop(), drop()];
    bed.outbox.settle(receiptOf([a], "refused"));
    bed.outbox.settle(receiptOf([b], "conflict"));
    bed.outbox.putBack.restored(window(0, 1));
    expect(waitingSeqs()).toEqual([1]);
  });

  it("sends this boot's undated deposits again until a page with a good clock had them", () => {
    bed.outbox.settle(receiptOf([drop(bed.outbox, "unset"), drop()], "held"));
    expect(bed.outbox.putBack.undated("another boot")).toBe(0);
    expect(bed.outbox.putBack.undated(SAMPLE_BOOT)).toBe(1);
    bed.outbox.putBack.dated(SAMPLE_BOOT, { chain: first, first: 1, last: 1 });
    const later = receiptOf([{ seq: 1, hash: sha256(textOf(1)) }], "posted", {
      at: receiptAt + 1,
    });
    bed.outbox.settle(later);
    expect(bed.outbox.putBack.undated(SAMPLE_BOOT)).toBe(0);
  });
});
