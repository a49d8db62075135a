import type { EpochMs } from "#contract/units.ts";
import { monthOf } from "../../journal/calendar.ts";
import { budgetIn } from "../../registry/budgets.ts";
import type { BudgetRow } from "../store.ts";
import type { Context } from "./context.ts";

/** A sum over the budget's months, however long the journal is. */
export function budgetAt(time: EpochMs, { registry, ledger, dateOf }: Context): BudgetRow | null {
  const adopted = budgetIn(monthOf(dateOf(time)), registry.budgets);
  if (adopted === null) return null;
  const { from, to } = adopted.budget;
  return { ...adopted, issued: ledger.issued(from, to) };
}
