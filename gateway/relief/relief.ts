import { assert } from "#contract/assert.ts";
import { divideHalfUp } from "#contract/rounding.ts";
import { type MilliPoints, MinorUnits } from "#contract/units.ts";
import { yearOf } from "../journal/calendar.ts";
import type { CurveStep, ReliefRule } from "../journal/relief-rule.ts";
import { ruleIn } from "./rules.ts";

/** Hundredths of a percent, as printed: 18.80 % is 1880. */
export type BasisPoints = number;

export type ReliefCurve = readonly CurveStep[];

/** The straight piece of a curve on which points lie; null ends: below the first, above the last. */
export type CurvePiece = { readonly from: CurveStep | null; readonly to: CurveStep | null };

/** Tenths of a person in the mean household, for which the curve is made. */
const MEAN_MEMBERS_TENTHS = 48;

/**
 * A year's points as the curve compares them: whole, half up; what is below zero counts as zero.
 *
 * @param members where the rule is per head: points x 4.8 / members; null where per household
 */
export function wholePointsOf(points: MilliPoints, members: number | null = null): number {
  if (points <= 0) return 0;
  if (members === null) return divideHalfUp(points, 1000);
  return divideHalfUp(points * MEAN_MEMBERS_TENTHS, 10 * members * 1000);
}

export function pieceAt(points: number, curve: ReliefCurve): CurvePiece {
  const next = curve.findIndex((step) => step.points > points);
  const from = next === -1 ? curve.at(-1) : curve[next - 1];
  return { from: from ?? null, to: curve[next] ?? null };
}

/**
 * What the curve gives for whole points.
 *
 * @returns hundredths of a percent, half up
 */
export function basisPointsAt(points: number, curve: ReliefCurve): BasisPoints {
  const { from, to } = pieceAt(points, curve);
  if (from === null) return 0;
  if (to === null) return from.percent * 100;
  const rise = (to.percent - from.percent) * 100;
  return from.percent * 100 + divideHalfUp((points - from.points) * rise, to.points - from.points);
}

/** What a year's points come to under a rule: what its curve compares, where on it, and what it gives. */
export type Compared = {
  /** Null where the rule is per household. */
  readonly members: number | null;
  /** Whole points. */
  readonly points: number;
  readonly step: CurvePiece;
  readonly basisPoints: BasisPoints;
};

/** @param membersIn asked where the rule is per head: persons in the year's December */
export function comparedUnder(
  { basis, curve }: Pick<ReliefRule, "basis" | "curve">,
  milliPoints: MilliPoints,
  membersIn: () => number,
): Compared {
  const members = basis === "head" ? membersIn() : null;
  const points = wholePointsOf(milliPoints, members);
  return {
    members,
    points,
    step: pieceAt(points, curve),
    basisPoints: basisPointsAt(points, curve),
  };
}

/**
 * Relief in agorot: the percent of the household's part of the fee. The one place where it is rounded.
 *
 * @param fee agorot charged for the year; null: none yet, and so no relief
 * @param householdsServed by the fee account: the part is one over this
 * @param ceiling agorot that the rule gives at most; null: as much as the fee
 * @returns agorot, to nearest, half up; never above the fee
 */
export function reliefOf({ basisPoints, fee, householdsServed, ceiling }: ReliefTerms): MinorUnits {
  if (fee === null) return MinorUnits(0);
  assert(householdsServed >= 1, `a fee account serves a household: ${householdsServed}`);
  const relief = divideHalfUp(fee * basisPoints, 10_000 * householdsServed);
  return MinorUnits(Math.min(relief, fee, ceiling ?? fee));
}
export type ReliefTerms = {
  readonly basisPoints: BasisPoints;
  readonly fee: MinorUnits | null;
  readonly householdsServed: number;
  readonly ceiling: MinorUnits | null;
};

/**
 * The relief year for which a deposit's points count: that of its weighing if it arrived by the
 * cut-off of that year's rule; else the earliest later year whose cut-off it met.
 *
 * @param weighed local date, @param arrived local date
 */
export function reliefYearOf(
  weighed: string,
  arrived: string,
  rules: readonly ReliefRule[] = [],
): number {
  const [year, arrivedYear] = [yearOf(weighed), yearOf(arrived)];
  const lastYear = arrivedYear - 1;
  const earliestOpen = arrived <= cutOffOf(lastYear, rules) ? lastYear : arrivedYear;
  return Math.max(year, earliestOpen);
}

/** Last local date on which a deposit of the year still counts for it: one of the following year. */
export const cutOffOf = (year: number, rules: readonly ReliefRule[] = []): string =>
  cutOffUnder(ruleIn(year, rules), year);

/** The same under the rule in force in the year. */
export const cutOffUnder = ({ cutOff }: ReliefRule, year: number): string =>
  `${year + 1}-${cutOff}`;

/** Do a year's points on a card come too late for the household that claims it on this local date? */
export const hasLapsed = (
  year: number,
  claimed: string,
  rules: readonly ReliefRule[] = [],
): boolean => cutOffOf(year, rules) < claimed;
