import type { MilliPoints } from "#contract/units.ts";
import { yearOf } from "../journal/calendar.ts";

/** Hundredths of a percent, as printed: 18.80 % is 1880. */
export type BasisPoints = number;

/** Relief by points: nothing below the first step, then along straight lines, then flat. */
export type ReliefCurve = readonly { readonly points: number; readonly percent: number }[];

/** Sambuca's Ecopunti: 10 % at 400 points, 50 % at 4,200. */
export const DEFAULT_CURVE: ReliefCurve = [
  { points: 400, percent: 10 },
  { points: 4_200, percent: 50 },
];

/** A year's points as the curve compares them: whole, half up; what is below zero counts as zero. */
export function wholePointsOf(points: MilliPoints): number {
  return Math.max(0, Math.floor((points + 500) / 1000));
}

/** @returns hundredths of a percent, half up */
export function reliefPercentOf(points: MilliPoints, curve = DEFAULT_CURVE): BasisPoints {
  const whole = wholePointsOf(points);
  const next = curve.findIndex((step) => step.points > whole);
  const [from, to] = [next === -1 ? curve.at(-1) : curve[next - 1], curve[next]];
  if (from === undefined) return 0;
  if (to === undefined) return from.percent * 100;
  const [rise, run] = [(to.percent - from.percent) * 100, to.points - from.points];
  return from.percent * 100 + Math.floor((2 * (whole - from.points) * rise + run) / (2 * run));
}

/**
 * The relief year for which a deposit's points count: that of its weighing if it arrived by the
 * cut-off, 31 March after it; else the earliest later year whose cut-off it met.
 *
 * @param weighed local date, @param arrived local date
 */
export function reliefYearOf(weighed: string, arrived: string): number {
  const [year, arrivedYear] = [yearOf(weighed), yearOf(arrived)];
  const earliestOpen = arrived <= cutOffOf(arrivedYear - 1) ? arrivedYear - 1 : arrivedYear;
  return Math.max(year, earliestOpen);
}

/** Last local date on which a deposit of the year still counts for it. */
export const cutOffOf = (year: number): string => `${year + 1}-03-31`;

/** Do a year's points on a card come too late for the household that claims it on this local date? */
export const hasLapsed = (year: number, claimed: string): boolean => cutOffOf(year) < claimed;
