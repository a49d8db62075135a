import type { correctionTasks } from "./correction-task.ts";
import type { Usage } from "./usage-form.ts";

const strikeOut = {
  form: "DEPOSIT --reason TEXT [--approver NAME]",
  words: ["DEPOSIT"],
  options: ["reason", "approver"],
};
const correct = {
  form: "DEPOSIT --reason TEXT [--grams N] [--stream S] [--grade A|B|C] [--household H] [--on DATE] [--approver NAME]",
  words: ["DEPOSIT"],
  options: ["reason", "grams", "stream", "grade", "household", "on", "approver"],
};

export const correctionUsages: Readonly<Record<keyof typeof correctionTasks, Usage>> = {
  "held release": { ...correct, does: "let a held deposit count, as it is or as it was in truth" },
  "held strike-out": { ...strikeOut, does: "let a held deposit count for nothing" },
  "deposit correct": { ...correct, does: "say what a deposit really was" },
  "deposit strike-out": { ...strikeOut, does: "let a deposit count for nothing any more" },
};
