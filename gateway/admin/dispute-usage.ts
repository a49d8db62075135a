import type { disputeTasks } from "./dispute-task.ts";
import type { Usage } from "./usage-form.ts";

export const disputeUsages: Readonly<Record<keyof typeof disputeTasks, Usage>> = {
  "deposit dispute": {
    form: "DEPOSIT --reason TEXT",
    words: ["DEPOSIT"],
    options: ["reason"],
    does: "note that a household disputes it; open until it is corrected or dismissed",
  },
  "deposit dismiss": {
    form: "DEPOSIT --reason TEXT [--approver NAME]",
    words: ["DEPOSIT"],
    options: ["reason", "approver"],
    does: "settle a dispute: the deposit was right",
  },
  "deposit disputes": {
    form: "",
    words: [],
    options: [],
    does: "what is disputed and not settled, with reason and age",
  },
};
