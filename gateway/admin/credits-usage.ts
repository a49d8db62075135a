import type { creditsTasks } from "./credits-task.ts";
import type { Usage } from "./usage-form.ts";

export const creditsUsages: Readonly<Record<keyof typeof creditsTasks, Usage>> = {
  "credits idle": {
    form: "[--format text|csv]",
    words: [],
    options: ["format"],
    does: "households without a bag or a payment for 15 months, and what they hold",
  },
  "credits expire": {
    form: "LIST.csv --decision NUMBER --date DATE [--dry-run] [--approver NAME]",
    words: ["LIST.csv"],
    options: ["decision", "date", "approver"],
    flags: ["dry-run"],
    does: "let the listed credits expire, by a council's decision",
  },
  "credits restore": {
    form: "EVENT --reason TEXT [--approver NAME]",
    words: ["EVENT"],
    options: ["reason", "approver"],
    does: "undo an expiry",
  },
};
