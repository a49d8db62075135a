import { describe, expect, it } from "vitest";
import { reliefYear } from "#contract/relief-statement.ts";
import { facts, monthOf, part } from "./facts.fixture.ts";
import { statementOf } from "./statement.ts";
import { yearOf } from "./year.ts";

const common = {
  scheme: "beitillo",
  year: 2026,
  state: "closed" as const,
  position: 4711,
  rule: "default",
  decision: { number: "3/2027", date: "2027-04-20" },
};
const statement = (household: string, grams: number) =>
  statementOf({
    ...facts,
    household,
    months: ["2026-01", "2026-02"].map((month) => monthOf(month, "organic", part(2026, grams))),
  });

describe("a year", () => {
  it("has its households by name and the sums of their statements", () => {
    const year = yearOf(common, [statement("h2", 150_000), statement("h1", 149_000)]);
    expect(year.statements.map(({ household }) => household)).toEqual(["h1", "h2"]);
    expect(year.statements.map((one) => one.reliefMinorUnits)).toEqual([724, 727]);
    expect(year.sums).toEqual({
      households: 2,
      recordedGrams: 598_000,
      milliPoints: 1_196_000,
      reliefMinorUnits: 1_451,
    });
    expect(reliefYear.parse(year)).toEqual(year);
  });

  it("may be one in which nobody brought anything", () => {
    const { sums } = yearOf(common, []);
    expect(Object.values(sums)).toEqual([0, 0, 0, 0]);
  });
});
