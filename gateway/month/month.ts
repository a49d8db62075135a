import { assert } from "#contract/assert.ts";
import { divideHalfUp } from "#contract/rounding.ts";
import {
  Grams,
  MilliPoints,
  MinorUnits,
  type MinorUnitsPerKilogram,
  type PointsPerKilogram,
} from "#contract/units.ts";

/** g of a household's month in one stream: grade A or not inspected, and grade B. */
export type GradedGrams = { readonly a: Grams; readonly b: Grams };

/**
 * The part of a month whose points count for one relief year. A month has a single part unless some
 * of it arrived after the cut-off of its own year.
 */
export type MonthPart = {
  readonly reliefYear: number;
  /** What earns credit. */
  readonly credit: GradedGrams;
  /** What earns points: less, where only a verified scale's weights do. */
  readonly points: GradedGrams;
};

/** Payable grams of one holder, stream and month: all the state that a decision about money needs. */
export type Month = readonly MonthPart[];

/** What the tariff in force makes of a month. */
export type MonthTerms = {
  readonly rate: MinorUnitsPerKilogram;
  readonly pointsPerKg: PointsPerKilogram;
  /** Percent of the rate for each grade. */
  readonly gradeFactors: { readonly A: number; readonly B: number };
  /** g paid for at most, the household's size considered; null: all. */
  readonly cap: Grams | null;
};

export type MonthWorth = {
  readonly credit: MinorUnits;
  /** Thousandths of a point, by the relief year for which they count. */
  readonly points: ReadonlyMap<number, MilliPoints>;
};

export const NO_GRAMS: GradedGrams = { a: Grams(0), b: Grams(0) };
const GRAMS_PER_KILOGRAM = 1000;
const PERCENT = 100;

/**
 * What a month is worth: the function whose differences every deposit, claim and correction posts.
 * Neither the order of arrival nor the split into bags is among its arguments.
 *
 * @see docs/LEDGER.md "What a month is worth"
 */
export function worthOf(month: Month, terms: MonthTerms): MonthWorth {
  const inOrder = [...month].sort((one, other) => one.reliefYear - other.reliefYear);
  const credit = creditOf(inOrder.map((part) => part.credit).reduce(sum, NO_GRAMS), terms);
  const points = new Map<number, MilliPoints>();
  // What arrived in time counts first under the cap; a later year gets what it adds to that.
  let [soFar, before] = [NO_GRAMS, MilliPoints(0)];
  for (const part of inOrder) {
    soFar = sum(soFar, part.points);
    const after = pointsOf(soFar, terms);
    points.set(part.reliefYear, MilliPoints(after - before));
    before = after;
  }
  return { credit, points };
}

/** At most the cap is paid, the best grade first. */
export function paidOf({ a, b }: GradedGrams, cap: Grams | null): GradedGrams {
  assert(a >= 0 && b >= 0, `negative weight: ${a}, ${b}`);
  if (cap === null) return { a, b };
  const paidA = Grams(Math.min(a, cap));
  return { a: paidA, b: Grams(Math.min(b, cap - paidA)) };
}

/**
 * The cap of a household: the tariff's for the mean household of 4.8, larger for a larger one.
 *
 * @param members of the household in that month; null for a card without a household
 */
export function capOf(cap: Grams | null, members: number | null): Grams | null {
  if (cap === null || members === null) return cap;
  return Grams(Math.max(cap, Math.floor((cap * members * 10) / 48)));
}

/** A month with one more bag in it. */
export function monthWith(month: Month, part: MonthPart): Month {
  const same = month.find((one) => one.reliefYear === part.reliefYear);
  if (same === undefined) return [...month, part];
  const together = {
    reliefYear: part.reliefYear,
    credit: sum(same.credit, part.credit),
    points: sum(same.points, part.points),
  };
  return month.map((one) => (one === same ? together : one));
}

/**
 * A month with one bag less in it.
 *
 * @param tellIn the relief year that gives back what the bag earned: a later one than its own where that
 *   is closed, so that a part can be below zero, while all parts up to any year together never are
 */
export const monthWithout = (month: Month, part: MonthPart, tellIn = part.reliefYear): Month =>
  monthWith(month, {
    reliefYear: tellIn,
    credit: negative(part.credit),
    points: negative(part.points),
  });

const negative = ({ a, b }: GradedGrams): GradedGrams => ({ a: Grams(-a), b: Grams(-b) });

export function gramsOf(month: Month): GradedGrams {
  return month.map((part) => part.credit).reduce(sum, NO_GRAMS);
}

/** What of a month can earn points. */
export function pointGramsOf(month: Month): GradedGrams {
  return month.map((part) => part.points).reduce(sum, NO_GRAMS);
}

/** The one place where credit is rounded: to nearest, half up, for the whole month so far. */
function creditOf(grams: GradedGrams, { rate, gradeFactors, cap }: MonthTerms): MinorUnits {
  const weighted = weightedOf(grams, gradeFactors, cap);
  return MinorUnits(divideHalfUp(weighted * rate, PERCENT * GRAMS_PER_KILOGRAM));
}

/** The one place where points are rounded: g times points/kg are thousandths of a point. */
function pointsOf(grams: GradedGrams, { pointsPerKg, gradeFactors, cap }: MonthTerms): MilliPoints {
  const weighted = weightedOf(grams, gradeFactors, cap);
  return MilliPoints(divideHalfUp(weighted * pointsPerKg, PERCENT));
}

/** Hundredths of grams, each grade weighed by its percentage. */
function weightedOf(grams: GradedGrams, factors: MonthTerms["gradeFactors"], cap: Grams | null) {
  const paid = paidOf(grams, cap);
  return factors.A * paid.a + factors.B * paid.b;
}

function sum(one: GradedGrams, other: GradedGrams): GradedGrams {
  return { a: Grams(one.a + other.a), b: Grams(one.b + other.b) };
}
