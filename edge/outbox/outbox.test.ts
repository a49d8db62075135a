import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256 } from "#contract/hash.ts";
import type { Hash } from "#contract/ids.ts";
import type { OutcomeName } from "#contract/receipt.ts";
import { SAMPLE_TIME_MS } from "#simulators/gateway/samples.ts";
import { first, outboxBed, receiptOf, second } from "./bed.fixture.ts";
import { OutboxInUse } from "./database.ts";
import { openOutbox } from "./outbox.ts";

const bed = outboxBed();
const { drop, waitingSeqs, textOf } = bed;

describe("a new chain", () => {
  it("starts at 1 without a link, and the older one still sends what it holds", () => {
    drop();
    bed.outbox.beginChain(second);
    expect(drop()).toMatchObject({ chain: second, seq: 1 });
    expect(JSON.parse(textOf(1, second)).prev).toBeNull();
    expect([...bed.outbox.waiting()].map(({ chain }) => chain)).toEqual([first, second]);
    expect(bed.outbox.chains().map(({ chain, pending }) => [chain, pending])).toEqual([
      [first, 1],
      [second, 1],
    ]);
  });
});

describe("the file", () => {
  it("belongs to one station at a time", () => {
    expect(() => openOutbox(bed.file)).toThrow(OutboxInUse);
  });

  it("keeps what the gateway said, as it came", () => {
    const heard = { message: new Uint8Array([1, 2]), keys: new Uint8Array([3]) };
    bed.outbox.remember("settings", heard);
    expect(bed.outbox.recall("settings")).toEqual(heard);
    expect(bed.outbox.recall("blocked")).toBeNull();
  });
});

describe("laws", () => {
  const step = fc.oneof(
    fc.constant({ act: "append" } as const),
    fc.record({
      act: fc.constant("receipt" as const),
      seq: fc.integer({ min: 1, max: 12 }),
      outcome: fc.constantFrom<OutcomeName>("posted", "held", "refused", "conflict", "deferred"),
      own: fc.boolean(),
    }),
    fc.constant({ act: "crash" } as const),
  );

  it("loses no entry, whatever is appended, receipted and crashed in whatever order", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const path = join(mkdtempSync(join(bed.folder, "law-")), "outbox.db");
        let it = openOutbox(path);
        it.beginChain(first);
        const hashes: Hash[] = [];
        const settledSeqs = new Set<number>();
        for (const [index, each] of steps.entries()) {
          if (each.act === "append") hashes.push(drop(it).hash);
          if (each.act === "receipt") {
            const hash = each.own ? (hashes[each.seq - 1] ?? null) : sha256("other");
            const at = SAMPLE_TIME_MS + index;
            it.settle(receiptOf([{ seq: each.seq, hash }], each.outcome, { at }));
            const counts = each.own && hash !== null && each.outcome !== "deferred";
            if (counts) settledSeqs.add(each.seq);
          }
          if (each.act === "crash") {
            it.close();
            it = openOutbox(path);
          }
        }
        const expected = hashes.map((_, index) => index + 1).filter((seq) => !settledSeqs.has(seq));
        expect(waitingSeqs(it)).toEqual(expected);
        for (const seq of expected) expect(sha256(textOf(seq, first, it))).toBe(hashes[seq - 1]);
        it.close();
      }),
      { numRuns: 25 },
    );
  });
});
