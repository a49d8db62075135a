import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateSigningKey } from "#contract/jwk.ts";
import { signPage } from "#contract/page.ts";
import { MAX_PAGE_BYTES } from "#contract/topics.ts";
import { sampleStamp } from "#simulators/gateway/samples.ts";
import { type CutRules, entryBytesIn, nextPage, type Waiting } from "./plan.ts";

const [older, newer] = [generateSigningKey().id, generateSigningKey().id];
const entries = (chain: typeof older, seqs: number[], more: Partial<Waiting> = {}): Waiting[] =>
  seqs.map((seq) => ({ chain, seq, bytes: 600, alone: false, ...more }));
const rules = (more: Partial<CutRules> = {}): CutRules => ({
  isDue: () => true,
  mostEntries: () => 200,
  mostBytes: 100_000,
  ...more,
});

describe("nextPage", () => {
  it("is null when nothing waits, or nothing is due", () => {
    expect(nextPage([], rules())).toBeNull();
    expect(nextPage(entries(older, [1, 2]), rules({ isDue: () => false }))).toBeNull();
  });

  it.each<[string, Waiting[], Partial<CutRules>, number, number]>([
    ["takes what follows without a gap", entries(older, [4, 5, 6]), {}, 4, 6],
    ["ends at a gap", entries(older, [4, 5, 7]), {}, 4, 5],
    ["ends at another chain", [...entries(older, [4]), ...entries(newer, [5])], {}, 4, 4],
    ["passes over what is not due", entries(older, [4, 5]), { isDue: (it) => it.seq > 4 }, 5, 5],
    ["ends at what is not due", entries(older, [4, 5]), { isDue: (it) => it.seq < 5 }, 4, 4],
    ["takes as many as the chain may have", entries(older, [4, 5]), { mostEntries: () => 1 }, 4, 4],
    ["never takes more than 200", entries(older, range(1, 300)), { mostBytes: 1e9 }, 1, 200],
    ["takes as many bytes as it may have", entries(older, [4, 5, 6]), { mostBytes: 1_201 }, 4, 5],
    ["takes one entry whatever its size", entries(older, [4, 5]), { mostBytes: 10 }, 4, 4],
    ["sends alone what was deferred alone", entries(older, [4, 5], { alone: true }), {}, 4, 4],
    [
      "ends before what goes alone",
      [...entries(older, [4]), ...entries(older, [5], { alone: true })],
      {},
      4,
      4,
    ],
  ])("%s", (_, waiting, more, first, last) => {
    expect(nextPage(waiting, rules(more))).toEqual({ chain: older, first, last });
  });

  it("never makes a page that a broker would refuse", () => {
    const key = generateSigningKey();
    const name = { scheme: "s".repeat(32), station: "t".repeat(32) };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 300, max: 1024 }), { minLength: 1 }), (sizes) => {
        const many = Array.from({ length: 250 }, (_, i) => sizes[i % sizes.length] ?? 0);
        const waiting = many.map((bytes, i) => ({
          chain: key.id,
          seq: i + 1,
          bytes,
          alone: false,
        }));
        const cut = nextPage(waiting, rules({ mostBytes: entryBytesIn(MAX_PAGE_BYTES) }));
        const texts = many.slice(0, cut?.last).map((bytes) => `"${"x".repeat(bytes - 2)}"`);
        const page = signPage({ ...name, sent: sampleStamp(), entries: texts }, key);
        expect(page.length).toBeLessThanOrEqual(MAX_PAGE_BYTES);
      }),
      { numRuns: 10 },
    );
  });
});

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
