import type { entryTasks } from "./entry-task.ts";
import type { Usage } from "./usage-form.ts";

export const entryUsages: Readonly<Record<keyof typeof entryTasks, Usage>> = {
  "deposit enter": {
    form: "--station STATION --slip NUMBER --household H --stream S --grams N --on DATE [--grade A|B|C] --reason TEXT [--approver NAME]",
    words: [],
    options: [
      ...["station", "slip", "household", "stream", "grams", "on", "grade"],
      ...["reason", "approver"],
    ],
    does: "enter by hand what an attendant wrote on a paper slip",
  },
};
