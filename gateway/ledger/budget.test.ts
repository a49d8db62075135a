import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MinorUnits } from "#contract/units.ts";
import { type BudgetLevel, isAbove, levelOf, tenthsOfPercent } from "./budget.ts";

describe("the level of a budget", () => {
  it.each<[number, number, BudgetLevel]>([
    [-40, 1_000, "within"], // corrections took back more than was issued
    [0, 1_000, "within"],
    [799, 1_000, "within"],
    [800, 1_000, "near"],
    [999, 1_000, "near"],
    [1_000, 1_000, "spent"],
    [1_001, 1_000, "spent"],
    [0, 1, "within"],
    [1, 1, "spent"],
    [2, 3, "within"],
    [5, 7, "within"], // 71.4 %
    [6, 7, "near"],
    [798, 999, "within"], // 79.9 %
    [800, 999, "near"],
    [799_999_999_999, 1_000_000_000_000, "within"],
    [800_000_000_000, 1_000_000_000_000, "near"],
  ])("with %i issued of %i it is %s", (issued, amount, level) => {
    expect(levelOf(MinorUnits(issued), MinorUnits(amount))).toBe(level);
  });

  it("never falls while more is issued, and is what the percent shown says", () => {
    const numbers = [fc.nat(2_000), fc.nat(50), fc.integer({ min: 1, max: 2_000 })] as const;
    fc.assert(
      fc.property(...numbers, (issued, more, amount) => {
        const [before, after] = [issued, issued + more].map((sum) =>
          levelOf(MinorUnits(sum), MinorUnits(amount)),
        );
        expect(isAbove(before ?? "spent", after ?? "within")).toBe(false);
        const tenths = tenthsOfPercent(MinorUnits(issued), MinorUnits(amount));
        expect(before).toBe(tenths >= 1_000 ? "spent" : tenths >= 800 ? "near" : "within");
      }),
    );
  });

  it("refuses amounts of which it cannot tell exactly", () => {
    const huge = MinorUnits(Number.MAX_SAFE_INTEGER);
    expect(() => levelOf(MinorUnits(1), huge)).toThrow(/inexact/);
    expect(() => tenthsOfPercent(huge, MinorUnits(1))).toThrow(/inexact/);
  });
});

describe("the percent of a budget", () => {
  it.each([
    [4_812_340, 6_000_000, 802],
    [7_999, 10_000, 799], // 79.99 %
    [9_999, 10_000, 999],
    [1, 3, 333],
    [5, 2, 2_500],
    [-5, 10, 0],
  ])("of %i issued of %i is %i tenths", (issued, amount, tenths) => {
    expect(tenthsOfPercent(MinorUnits(issued), MinorUnits(amount))).toBe(tenths);
  });
});
