import type { Deposit } from "#contract/deposit.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { Grams } from "#contract/units.ts";
import type { Correction } from "../journal/correction.ts";
import { depositAsSaid } from "./as-said.ts";

/** What was weighed, with what people know better in place of it. */
export function correctedDeposit(deposit: Deposit, correction: Correction): Deposit {
  const { net = deposit.net, grade = deposit.grade, stream = deposit.stream } = correction;
  return { ...deposit, net, gross: Grams(net + deposit.tare), grade, stream };
}

/** A deposit of which nothing could be read: all that counts is what people say. */
export function depositByHand(correction: Correction): Result<Deposit, string> {
  const { net, stream, household, weighedOn, grade = null } = correction;
  if (net === undefined || stream === undefined || household === undefined || !weighedOn) {
    return fail("Nothing of it can be read: say its grams, stream, household and day.");
  }
  return ok(depositAsSaid({ stream, grade, net }));
}
