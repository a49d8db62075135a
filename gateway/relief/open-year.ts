import type { ReliefRule } from "../journal/relief-rule.ts";
import { hasLapsed, reliefYearOf } from "./relief.ts";

/** What decides for which year something counts. */
export type ReliefCalendar = {
  readonly rules: readonly ReliefRule[];
  readonly closed: ReadonlySet<number>;
};

/**
 * The relief year for which a deposit counts: its own, or that whose cut-off its arrival met; once that
 * is closed, the earliest whose cut-off the decision met.
 *
 * @param when local dates of weighing, arrival and decision
 */
export function countsFor(
  { weighed, arrived, decided }: { weighed: string; arrived: string; decided: string },
  { rules, closed }: ReliefCalendar,
): number {
  const year = reliefYearOf(weighed, arrived, rules);
  if (!closed.has(year)) return year;
  let open = reliefYearOf(weighed, decided, rules);
  // A clock that was set back must not reach into a year that is closed.
  while (closed.has(open)) open += 1;
  return open;
}

/**
 * Where what a card earned goes once a household claims it: points of a year whose cut-off has passed
 * are lost to it, and its grams and credit are told of in the year in which it came.
 *
 * @param weighed a local date in the month, @param claimed local date
 */
export function claimedFor(
  reliefYear: number,
  { weighed, claimed }: { weighed: string; claimed: string },
  { rules }: ReliefCalendar,
): { readonly reliefYear: number; readonly lapsed: boolean } {
  const lapsed = hasLapsed(reliefYear, claimed, rules);
  return { reliefYear: lapsed ? reliefYearOf(weighed, claimed, rules) : reliefYear, lapsed };
}
