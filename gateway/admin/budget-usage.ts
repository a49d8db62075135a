import type { budgetTasks } from "./budget-task.ts";
import type { Usage } from "./usage-form.ts";

export const budgetUsages: Readonly<Record<keyof typeof budgetTasks, Usage>> = {
  "budget set": {
    form: "--from MONTH --to MONTH --amount 60000.00 --decision NUMBER --date DATE [--approver NAME]",
    words: [],
    options: ["from", "to", "amount", "decision", "date", "approver"],
    does: "what the council wants to be issued at most; it warns, and stops nothing",
  },
  "budget show": {
    form: "",
    words: [],
    options: [],
    does: "how much of this month's budget has been issued",
  },
};
