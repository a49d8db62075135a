import { readFileSync } from "node:fs";
import type { StatementFee } from "#contract/relief-statement.ts";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import type { MonthPart } from "../month/month.ts";
import { DEFAULT_RULE } from "../relief/rules.ts";
import { parseTariff } from "../tariff/document.ts";
import type { StatementMonth } from "./line.ts";
import type { StatementFacts } from "./statement.ts";

const example = new URL("../../docs/examples/tariff.toml", import.meta.url);
const parsed = parseTariff(readFileSync(example, "utf8"));
if (!parsed.ok) throw new Error(parsed.problem.message);
export const tariff = { ...parsed.value, id: "t-2025", validFrom: "2025-01" };

/** Grams that count for a year, all of which can earn points. */
export function part(reliefYear: number, gradeA: number, gradeB = 0): MonthPart {
  const grams = { a: Grams(gradeA), b: Grams(gradeB) };
  return { reliefYear, credit: grams, points: grams };
}

/** What was recorded is what 2026 counts of it, unless told otherwise. */
export function monthOf(month: string, stream: string, ...parts: MonthPart[]): StatementMonth {
  const own = parts.filter(({ reliefYear }) => reliefYear === 2026);
  const grams = own.reduce((sum, { credit: { a, b } }) => sum + a + b, 0);
  return { month, stream, parts, recordedGrams: Grams(grams) };
}

export const fee: StatementFee = {
  account: "fee-17",
  customer: "990017",
  property: "17",
  feeYear: 2027,
  feeMinorUnits: MinorUnits(12_000),
  householdsServed: 2,
  arrearsMinorUnits: MinorUnits(0),
};

/** A household of four in 2026 that brought nothing. */
export const facts: StatementFacts = {
  scheme: "beitillo",
  household: "h017",
  year: 2026,
  state: "open",
  position: 4711,
  rule: DEFAULT_RULE,
  months: [],
  tariffs: [tariff],
  membersIn: () => 4,
  carriedMilliPoints: MilliPoints(0),
  fee,
  singlePerson: [],
};
