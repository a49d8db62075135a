import { budgetJson, budgetLine, moneyOf } from "../reports/budget.ts";
import { parseAmount } from "./amount.ts";
import type { CommandOf } from "./command.ts";
import type { Acting, AdminContext } from "./context.ts";
import { answer, type Outcome, refused } from "./reply.ts";

export async function setBudget(
  { from, to, amount: written, decision, approver }: CommandOf<"budget-set">,
  acting: Acting,
  { store, scheme }: AdminContext,
): Promise<Outcome> {
  const { currency } = scheme;
  const amount = parseAmount(written, currency);
  if (!amount.ok) return refused("bad-amount", amount.problem);
  const budget = { from, to, amount: amount.value };
  const done = await store.act({ ...acting, kind: "budget-adopt", budget, decision, approver });
  if (!done.ok) return done;
  const data = { from, to, amountMinorUnits: amount.value, decision, event: done.value.position };
  const sum = `${moneyOf(amount.value, currency)} ${currency.code}`;
  return answer(data, `Budget ${from} to ${to}: ${sum}, by decision ${decision.number}.`);
}

export async function showBudget({ store, scheme, now }: AdminContext): Promise<Outcome> {
  const row = await store.budget(now());
  if (row === null) return answer({ budget: null }, "No budget covers this month.");
  const { number, date } = row.decision;
  const alone = row.approval.singlePerson ? ", adopted by one person alone" : "";
  const lines = [budgetLine(row, scheme.currency), `Decision ${number} of ${date}${alone}.`];
  return answer({ budget: budgetJson(row) }, lines.join("\n"));
}
