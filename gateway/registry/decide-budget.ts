import { fail, ok, type Result } from "#contract/result.ts";
import type { EventOf } from "../journal/event.ts";
import type { ActOf, Refusal } from "./act.ts";
import { approve } from "./approve.ts";
import { isSameMonths } from "./budgets.ts";
import type { Registry } from "./registry.ts";

/** Months of the past are allowed: what was issued in them counts. */
export function decideBudget(
  act: ActOf<"budget-adopt">,
  registry: Pick<Registry, "persons" | "budgets">,
): Result<EventOf<"budget-adopted">, Refusal> {
  const { budget, decision } = act;
  const approval = approve(act, registry);
  if (!approval.ok) return approval;
  const { from, to } = budget;
  if (from > to) {
    const message = `A budget from ${from} to ${to} ends before it begins: turn the two months round.`;
    return fail({ code: "months-reversed", message });
  }
  const other = registry.budgets.find(
    (one) => !isSameMonths(one.budget, budget) && one.budget.from <= to && from <= one.budget.to,
  );
  if (other !== undefined) {
    const months = `from ${other.budget.from} to ${other.budget.to}`;
    const mend = `name exactly its months to replace it, or choose others`;
    const message = `The budget ${months}, by decision ${other.decision.number}, already has some of these months: ${mend}.`;
    return fail({ code: "budget-overlaps", message });
  }
  return ok({ kind: "budget-adopted", budget, decision, approval: approval.value });
}
