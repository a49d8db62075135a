import { withWesternDigits } from "../fees/number.ts";
import { gramsOf } from "./correction-task.ts";
import { commandOfTwo, type Given, type Made, type Tasks, wrong } from "./made.ts";

export const entryTasks = { "deposit enter": enter } as const satisfies Tasks;

/** What a slip must say, and how it is said here. */
const NEEDED = {
  station: "at which station: --station STATION",
  slip: "which slip it is: --slip NUMBER",
  household: "whose it is: --household HOUSEHOLD",
  stream: "what it is: --stream STREAM",
  grams: "how much: --grams N",
  on: "on which day it was handed in: --on 2026-11-22",
  reason: "why it comes by a slip: --reason TEXT",
} as const;

function enter(given: Given): Made {
  const { station, slip = "", household, stream, grams, grade = null, on, reason } = given.options;
  const missing = Object.entries(NEEDED).find(([name]) => !given.options[name]?.trim());
  if (missing !== undefined) return wrong(`Say ${missing[1]}.`);
  if (grade !== null && !/^[ABC]$/.test(grade)) return wrong("--grade is A, B or C.");
  const net = gramsOf(grams);
  if (!net.ok) return wrong(net.problem);
  const deposit = { stream, net: net.value, grade };
  const said = { station, slip: withWesternDigits(slip.trim()), deposit, household, on, reason };
  return commandOfTwo({ kind: "deposit-enter", ...said }, given);
}
