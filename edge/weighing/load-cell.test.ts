import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COUNTS_MAX, COUNTS_MIN, gramsOfCounts } from "./load-cell.ts";

const adjusted = { zeroCounts: 84_000, spanCounts: 512_000, spanGrams: 20_000 };

describe("gramsOfCounts", () => {
  it.each([
    // counts, g
    [84_000, 0],
    [512_000, 20_000],
    [298_000, 10_000],
    [84_010, 0], // 0.47
    [84_011, 1], // 0.51
    [83_990, 0], // -0.47
    [83_989, -1], // -0.51
    [-344_000, -20_000],
  ])("%i counts are %i g", (counts, grams) => {
    expect(gramsOfCounts(counts, adjusted)).toBe(grams);
  });

  it("goes the other way where the cell counts down", () => {
    const down = { zeroCounts: 1000, spanCounts: -1000, spanGrams: 4000 };
    expect([2000, 1000, 0, -1000].map((counts) => gramsOfCounts(counts, down))).toEqual([
      -2000, 0, 2000, 4000,
    ]);
  });

  it("rounds a half up, on either side of zero and whichever way the cell counts", () => {
    const up = { zeroCounts: 0, spanCounts: 2, spanGrams: 1 };
    const down = { zeroCounts: 0, spanCounts: -2, spanGrams: 1 };
    expect([1, -1].map((counts) => gramsOfCounts(counts, up))).toEqual([1, 0]);
    expect([-1, 1].map((counts) => gramsOfCounts(counts, down))).toEqual([1, 0]);
  });

  it("is exact to half a gram over the whole range of the converter", () => {
    const counts = fc.integer({ min: COUNTS_MIN, max: COUNTS_MAX });
    fc.assert(
      fc.property(counts, counts, counts, fc.integer({ min: 1, max: 2_000_000 }), (it, a, b, g) => {
        fc.pre(a !== b);
        const at = { zeroCounts: a, spanCounts: b, spanGrams: g };
        // In whole numbers of any size: |2 * span * grams - 2 * (counts - zero) * weight| <= |span|
        const off =
          2n * BigInt(b - a) * BigInt(gramsOfCounts(it, at)) - 2n * BigInt(it - a) * BigInt(g);
        const span = BigInt(Math.abs(b - a));
        expect(off <= span && -off <= span).toBe(true);
      }),
    );
  });
});
