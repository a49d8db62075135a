import { command, commandOfTwo, decisionIn, type Tasks, wrong } from "./made.ts";

/** A budget of issuance. */
export const budgetTasks = {
  "budget set": (given) => {
    const { from, to, amount } = given.options;
    if (from === undefined) return wrong("Say from which month: --from 2026-01.");
    if (to === undefined) return wrong("Say to which month: --to 2026-12.");
    if (amount === undefined) return wrong("Say how much: --amount 60000.00.");
    const decision = decisionIn(given);
    if (!decision.ok) return decision;
    const made = { kind: "budget-set", from, to, amount, decision: decision.value };
    return commandOfTwo(made, given);
  },
  "budget show": () => command({ kind: "budget-show" }),
} as const satisfies Tasks;
