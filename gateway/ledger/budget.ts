import { assert } from "#contract/assert.ts";
import type { MinorUnits } from "#contract/units.ts";

/** How far a budget of issuance is used up, the lowest first. */
const LEVELS = ["within", "near", "spent"] as const;
export type BudgetLevel = (typeof LEVELS)[number];

/** In percent of the budget. */
const NEAR = 80;
const SPENT = 100;

/**
 * Where a budget stands: at its alarm of 80 % it is near its end, at 100 % it is spent.
 *
 * @param issued less what corrections took back, so it can be below zero
 * @param amount the budget, above zero
 * @throws AssertionError when a hundredfold of either is inexact: a caller's bug
 */
export function levelOf(issued: MinorUnits, amount: MinorUnits): BudgetLevel {
  const reached = (percent: number) => exact(issued * 100) >= exact(amount * percent);
  if (reached(SPENT)) return "spent";
  return reached(NEAR) ? "near" : "within";
}

export const isAbove = (level: BudgetLevel, other: BudgetLevel): boolean =>
  LEVELS.indexOf(level) > LEVELS.indexOf(other);

/**
 * Tenths of a percent, for people: rounded down, so that 80.0 % never stands beside a budget that is
 * not at its alarm. 0 where nothing is issued, or less than nothing.
 *
 * @throws AssertionError when a thousandfold of what is issued is inexact
 */
export function tenthsOfPercent(issued: MinorUnits, amount: MinorUnits): number {
  const dividend = exact(Math.max(0, issued) * 1000);
  return (dividend - (dividend % amount)) / amount;
}

function exact(product: number): number {
  assert(Number.isSafeInteger(product), `inexact: ${product}`);
  return product;
}
