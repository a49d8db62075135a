import type { EventOf } from "../journal/event.ts";

/** A budget as a council adopted it, and where in the journal. */
export type AdoptedBudget = Omit<EventOf<"budget-adopted">, "kind"> & { readonly position: number };

type Months = { readonly from: string; readonly to: string };

export const isSameMonths = (one: Months, other: Months): boolean =>
  one.from === other.from && one.to === other.to;

/** A budget of the very same months takes the place of the earlier one. */
export function budgetsAfter(
  { budget, decision, approval }: EventOf<"budget-adopted">,
  position: number,
  earlier: readonly AdoptedBudget[],
): readonly AdoptedBudget[] {
  const others = earlier.filter((one) => !isSameMonths(one.budget, budget));
  return [...others, { budget, decision, approval, position }];
}

/**
 * The budget in force, of which there is never more than one.
 *
 * @param month `YYYY-MM`, local
 */
export const budgetIn = (month: string, budgets: readonly AdoptedBudget[]): AdoptedBudget | null =>
  budgets.find(({ budget }) => budget.from <= month && month <= budget.to) ?? null;
