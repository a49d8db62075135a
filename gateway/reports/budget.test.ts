import { describe, expect, it } from "vitest";
import { MinorUnits } from "#contract/units.ts";
import { budgetJson, budgetLine, moneyOf } from "./budget.ts";
import { paperBudget } from "./paper-budget.ts";

const QAM = { code: "QAM", minorUnits: 2 };

describe("a budget's line", () => {
  it.each([
    [0, "0.00 of 60,000.00 QAM issued, 0.0 %."],
    [4_799_999, "47,999.99 of 60,000.00 QAM issued, 79.9 %."],
    [4_812_340, "48,123.40 of 60,000.00 QAM issued, 80.2 %: near its end."],
    [5_999_999, "59,999.99 of 60,000.00 QAM issued, 99.9 %: near its end."],
    [6_000_000, "60,000.00 of 60,000.00 QAM issued, 100.0 %: spent."],
    [123_456_789, "1,234,567.89 of 60,000.00 QAM issued, 2057.6 %: spent."],
    [-40, "-0.40 of 60,000.00 QAM issued, 0.0 %."],
  ])("with %i issued says %s", (issued, text) => {
    const row = paperBudget({ issued: MinorUnits(issued) });
    expect(budgetLine(row, QAM)).toBe(`Budget 2026-01 to 2026-12: ${text}`);
  });

  it("says the same to programs", () => {
    expect(budgetJson(paperBudget({ issued: MinorUnits(4_812_340) }))).toEqual({
      from: "2026-01",
      to: "2026-12",
      amountMinorUnits: 6_000_000,
      issuedMinorUnits: 4_812_340,
      level: "near",
      decision: { number: "4/2026", date: "2026-01-05" },
      singlePerson: false,
    });
  });
});

describe("moneyOf", () => {
  it.each([
    [1_234_567, 0, "1,234,567"],
    [1_234_567, 3, "1,234.567"],
    [99_999_999_999_999, 2, "999,999,999,999.99"],
  ])("writes %i with %i decimals as %s", (amount, minorUnits, text) => {
    expect(moneyOf(MinorUnits(amount), { code: "QAM", minorUnits })).toBe(text);
  });
});
