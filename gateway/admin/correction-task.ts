import { fail, ok, type Result } from "#contract/result.ts";
import { withWesternDigits } from "../fees/number.ts";
import { commandOfTwo, type Given, type Made, type Tasks, wrong } from "./made.ts";

/** What people say of a deposit: one act, whether it was held or has counted already. */
export const correctionTasks = {
  "held release": (given) => correct(given, true),
  "held strike-out": (given) => strikeOut(given, true),
  "deposit correct": (given) => correct(given, false),
  "deposit strike-out": (given) => strikeOut(given, false),
} as const satisfies Tasks;

function correct(given: Given, held: boolean): Made {
  const { grams, grade, stream, household, on } = given.options;
  const net = gramsOf(grams);
  if (!net.ok) return wrong(net.problem);
  if (grade !== undefined && !/^[ABC]$/.test(grade)) return wrong("--grade is A, B or C.");
  const said = { net: net.value, grade, stream, household, weighedOn: on };
  const known = Object.entries(said).filter(([, value]) => value !== undefined);
  return decision(given, held, { strikeOut: false, ...Object.fromEntries(known) });
}

const strikeOut = (given: Given, held: boolean): Made => decision(given, held, { strikeOut: true });

function decision(given: Given, held: boolean, correction: object): Made {
  const { reason = "" } = given.options;
  if (reason.trim() === "") return wrong("Say why, for the household to read: --reason TEXT.");
  const [deposit] = given.words;
  return commandOfTwo({ kind: "deposit-correct", deposit, held, correction, reason }, given);
}

/** Net weight as people write it, in either digits. */
export function gramsOf(text: string | undefined): Result<number | undefined, string> {
  if (text === undefined) return ok(text);
  const digits = withWesternDigits(text);
  if (/^\d{1,7}$/.test(digits)) return ok(Number(digits));
  return fail("--grams is the net weight in whole grams, such as 4320.");
}
