import { describe, expect, it } from "vitest";
import { reliefStatement } from "#contract/relief-statement.ts";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import { facts, fee, monthOf, part } from "./facts.fixture.ts";
import { lineOf } from "./line.ts";
import { statementOf } from "./statement.ts";

const MONTHS = Array.from(
  { length: 12 },
  (_, index) => `2026-${String(index + 1).padStart(2, "0")}`,
);
/** g a month at half of what an average household throws away (docs/LEDGER.md, "Points and years"). */
const HALF = { organic: 33_000, paper: 5_500, plastic: 5_000, metal: 1_500, glass: 1_500 };
const averageYear = MONTHS.flatMap((month) =>
  Object.entries(HALF).map(([stream, grams]) => monthOf(month, stream, part(2026, grams))),
);

describe("the household of the docs", () => {
  const statement = statementOf({ ...facts, months: averageYear });

  it("comes out at 558 kg, 1,236 points, 18.80 % and its part of the fee", () => {
    expect(statement.lines).toHaveLength(60);
    expect(statement.lines.reduce((sum, line) => sum + line.recordedGrams, 0)).toBe(558_000);
    expect(statement).toMatchObject({ points: 1_236, milliPoints: 1_236_000, basisPoints: 1_880 });
    expect(statement).toMatchObject({ cutOff: "2027-03-31", rule: "default", members: null });
    expect(statement.reliefMinorUnits).toBe(1_128);
  });

  it("is a statement as the contract has it", () => {
    expect(reliefStatement.parse(statement)).toEqual(statement);
  });

  it("has its lines by month, then stream, in whatever order they were found", () => {
    const found = statementOf({ ...facts, months: [...averageYear].reverse() });
    expect(JSON.stringify(found)).toBe(JSON.stringify(statement));
    expect(statement.lines.slice(0, 6).map(({ month, stream }) => `${month} ${stream}`)).toEqual([
      "2026-01 glass",
      "2026-01 metal",
      "2026-01 organic",
      "2026-01 paper",
      "2026-01 plastic",
      "2026-02 glass",
    ]);
  });
});

describe("a month at its cap", () => {
  it.each([
    [24_999, 24_999, 99_996],
    [25_000, 25_000, 100_000],
    [25_001, 25_000, 100_000],
  ])("pays of %i g of plastic %i g", (grams, paid, milliPoints) => {
    const line = lineOf(monthOf("2026-03", "plastic", part(2026, grams)), facts);
    expect(line).toMatchObject({ gramsA: grams, paidGramsA: paid, milliPoints, capGrams: 25_000 });
  });

  it("is larger for a larger household", () => {
    const line = lineOf(monthOf("2026-03", "plastic", part(2026, 47_000)), {
      ...facts,
      membersIn: (month) => (month === "2026-03" ? 9 : 4),
    });
    expect(line).toMatchObject({ capGrams: 46_875, paidGramsA: 46_875 });
  });

  it("pays the best grade first", () => {
    const line = lineOf(monthOf("2026-03", "plastic", part(2026, 20_000, 10_000)), facts);
    expect(line).toMatchObject({ paidGramsA: 20_000, paidGramsB: 5_000, milliPoints: 93_400 });
  });
});

describe("what came late", () => {
  const inTime = part(2025, 20_000);

  it("counts as what it adds to the month, under the same cap", () => {
    const line = lineOf(monthOf("2025-03", "plastic", inTime, part(2026, 10_000)), facts);
    expect(line).toMatchObject({ late: true, recordedGrams: 10_000, gramsA: 10_000 });
    expect(line).toMatchObject({ paidGramsA: 5_000, milliPoints: 20_000 });
  });

  it("takes the place of what is of grade B", () => {
    const parts = [part(2025, 0, 25_000), part(2026, 25_000)];
    const statement = statementOf({ ...facts, months: [monthOf("2025-03", "plastic", ...parts)] });
    const [line] = reliefStatement.parse(statement).lines;
    expect(line).toMatchObject({ paidGramsA: 25_000, paidGramsB: -25_000, milliPoints: 33_000 });
  });

  it("can be less than nothing where a late decision took some", () => {
    const line = lineOf(monthOf("2025-03", "plastic", inTime, part(2026, -1_000)), facts);
    expect(line).toMatchObject({ late: true, gramsA: -1_000, milliPoints: -4_000 });
  });

  it("is nothing to the year before", () => {
    const month = monthOf("2025-03", "plastic", inTime, part(2026, 10_000));
    const line = lineOf(month, { ...facts, year: 2025 });
    expect(line).toMatchObject({ late: false, gramsA: 20_000, milliPoints: 80_000 });
  });
});

describe("what is not paid", () => {
  it.each([
    ["of a month without a tariff", "2024-12", "plastic", null],
    ["of a stream that the tariff does not know", "2026-12", "nappies", "t-2025"],
  ])("%s stands on the statement", (_, month, stream, id) => {
    const recorded = { ...monthOf(month, stream), recordedGrams: Grams(3_000) };
    const line = lineOf(recorded, facts);
    expect(line).toMatchObject({
      tariff: id,
      recordedGrams: 3_000,
      milliPoints: 0,
      capGrams: null,
    });
    expect(line.label).toEqual({ ar: stream, en: stream });
  });
});

describe("points", () => {
  const months = [monthOf("2026-03", "plastic", part(2026, 1_000))];

  it("below zero are carried: the statement shows none", () => {
    const carriedMilliPoints = MilliPoints(-5_000);
    const statement = statementOf({ ...facts, months, carriedMilliPoints });
    expect(statement).toMatchObject({ milliPoints: -1_000, points: 0, basisPoints: 0 });
  });

  it("per head follow the household's size in December", () => {
    const statement = statementOf({
      ...facts,
      months: averageYear,
      rule: { ...facts.rule, basis: "head" },
      membersIn: (month) => (month === "2026-12" ? 6 : 4),
    });
    expect(statement).toMatchObject({ members: 6, points: 989, basisPoints: 1_620 });
  });
});

describe("relief", () => {
  const full = { ...facts, months: averageYear };
  it.each([
    ["without a fee account", null, undefined, 0],
    ["without a charge", { ...fee, feeMinorUnits: null }, undefined, 0],
    ["of a household with a fee of its own", { ...fee, householdsServed: 1 }, undefined, 2_256],
    ["below the ceiling", fee, 1_129, 1_128],
    ["at the ceiling", fee, 1_000, 1_000],
  ])("%s", (_, account, most, relief) => {
    const ceiling = most === undefined ? {} : { ceilingMinorUnits: MinorUnits(most) };
    const statement = statementOf({ ...full, fee: account, rule: { ...facts.rule, ...ceiling } });
    expect(statement).toMatchObject({ basisPoints: 1_880, reliefMinorUnits: relief });
  });

  it("names once what one person alone decided of what stands behind it", () => {
    const statement = statementOf({ ...facts, singlePerson: ["default", "other", "default"] });
    expect(statement.singlePerson).toEqual(["default"]);
  });
});
