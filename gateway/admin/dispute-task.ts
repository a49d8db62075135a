import { command, commandOfTwo, type Given, type Made, type Tasks, wrong } from "./made.ts";

/** A weighing that a household disputes. */
export const disputeTasks = {
  "deposit dispute": (given) => withReason("deposit-dispute", given),
  "deposit dismiss": (given) => withReason("dispute-dismiss", given),
  "deposit disputes": () => command({ kind: "dispute-list" }),
} as const satisfies Tasks;

function withReason(kind: "deposit-dispute" | "dispute-dismiss", given: Given): Made {
  const { reason = "" } = given.options;
  if (reason.trim() === "") return wrong("Say why, for the household to read: --reason TEXT.");
  const [deposit] = given.words;
  return commandOfTwo({ kind, deposit, reason }, given);
}
