import * as z from "zod";
import { grams, slug } from "#contract/fields.ts";
import { writtenDeposit } from "../journal/deposit-entered.ts";
import { slip } from "../journal/slip.ts";

/** Two people enter what an attendant wrote on a slip. */
export const entryCommand = z.strictObject({
  kind: z.literal("deposit-enter"),
  station: slug,
  slip,
  /** Whether a bag can weigh so much is for the journal to say, in its own words. */
  deposit: writtenDeposit.extend({ net: grams(Number.MAX_SAFE_INTEGER) }),
  household: slug,
  /** Local date on which it was handed in. */
  on: z.string().regex(/^\d{4}-\d\d-\d\d$/, "not a date like 2026-11-22"),
  reason: z.string().trim().min(1, "say why").max(500),
  approver: z.string().trim().min(1, "say who approves").max(64).optional(),
});
