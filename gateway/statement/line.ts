import type { Slug } from "#contract/ids.ts";
import type { StatementLine } from "#contract/relief-statement.ts";
import { Grams, MilliPoints, MinorUnitsPerKilogram, PointsPerKilogram } from "#contract/units.ts";
import { yearOf } from "../journal/calendar.ts";
import { type Month, type MonthTerms, paidOf, pointGramsOf, worthOf } from "../month/month.ts";
import { monthTerms, streamIn, type Tariffs, tariffIn } from "../tariff/tariffs.ts";
import { lineWorking } from "./line-sentence.ts";

/** A household's month in one stream, of which some counts for the statement's year. */
export type StatementMonth = {
  /** `YYYY-MM` of the weighing. */
  readonly month: string;
  readonly stream: Slug;
  /** Of every year: under one cap, what is paid for this year follows from what was before. */
  readonly parts: Month;
  /** g weighed, paid or not, that this year counts. */
  readonly recordedGrams: Grams;
};

export type LineContext = {
  readonly year: number;
  readonly tariffs: Tariffs;
  /** Members of the household in a month, `YYYY-MM`. */
  readonly membersIn: (month: string) => number;
};

/** Where no tariff pays for a stream, nothing of it is paid. */
const NO_TERMS: MonthTerms = {
  rate: MinorUnitsPerKilogram(0),
  pointsPerKg: PointsPerKilogram(0),
  gradeFactors: { A: 0, B: 0 },
  cap: Grams(0),
};

/** What a month in one stream gives to a year: its worth up to that year, less its worth before. */
export function lineOf(one: StatementMonth, context: LineContext): StatementLine {
  const { month, stream, parts, recordedGrams } = one;
  const { tariff, label, terms } = termsFor(one, context);
  const { own, paid, paidBefore, total } = gramsFor(parts, context.year, terms ?? NO_TERMS);
  const { milliPoints, before } = pointsFor(parts, context.year, terms ?? NO_TERMS);
  const late = yearOf(month) < context.year;
  const said = { month, label, late, recordedGrams, milliPoints };
  return {
    ...said,
    stream,
    tariff,
    gramsA: own.a,
    gramsB: own.b,
    capGrams: terms?.cap ?? null,
    paidGramsA: Grams(paid.a - paidBefore.a),
    paidGramsB: Grams(paid.b - paidBefore.b),
    gradeFactors: (terms ?? NO_TERMS).gradeFactors,
    pointsPerKg: (terms ?? NO_TERMS).pointsPerKg,
    working: lineWorking({ ...said, own: sumOf(own), total: sumOf(total), paid, terms, before }),
  };
}

function termsFor({ month, stream }: StatementMonth, { tariffs, membersIn }: LineContext) {
  const tariff = tariffIn(month, tariffs);
  const found = tariff === null ? undefined : streamIn(tariff, stream);
  const terms = tariff && found ? monthTerms(tariff, found, membersIn(month)) : null;
  return { tariff: tariff?.id ?? null, label: found?.label ?? { ar: stream, en: stream }, terms };
}

function gramsFor(parts: Month, year: number, { cap }: MonthTerms) {
  const total = pointGramsOf(parts.filter((part) => part.reliefYear <= year));
  const earlier = pointGramsOf(parts.filter((part) => part.reliefYear < year));
  const own = { a: Grams(total.a - earlier.a), b: Grams(total.b - earlier.b) };
  return { own, total, paid: paidOf(total, cap), paidBefore: paidOf(earlier, cap) };
}

function pointsFor(parts: Month, year: number, terms: MonthTerms) {
  const { points } = worthOf(parts, terms);
  const earlier = parts.filter((part) => part.reliefYear < year);
  const before = earlier.map((part) => points.get(part.reliefYear) ?? 0);
  return {
    milliPoints: points.get(year) ?? MilliPoints(0),
    before: sumOf(pointGramsOf(earlier)) === 0 ? null : MilliPoints(total(before)),
  };
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
const sumOf = ({ a, b }: { readonly a: Grams; readonly b: Grams }): Grams => Grams(a + b);
