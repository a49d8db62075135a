import * as z from "zod";
import { MAX_GROSS_GRAMS } from "#contract/deposit.ts";
import { grams, slug } from "#contract/fields.ts";
import { approval } from "./approval.ts";
import { gradedGrams, verdict, weighing } from "./deposit-events.ts";
import { slip } from "./slip.ts";

/** What an attendant wrote on a slip, where there was no card or the station was down. */
export const writtenDeposit = z.strictObject({
  stream: slug,
  /** g */
  net: grams(MAX_GROSS_GRAMS),
  /** Null: not inspected. */
  grade: z.enum(["A", "B", "C"]).nullable(),
});
export type WrittenDeposit = z.output<typeof writtenDeposit>;

/** Two people have entered it by hand: a deposit that no station sent. It came when they did. */
export const depositEntered = z.strictObject({
  kind: z.literal("deposit-entered"),
  /** Where the bag was handed in, and in whose bin it is. */
  station: slug,
  slip,
  deposit: writtenDeposit,
  household: slug,
  weighing,
  reason: z.string().min(1),
  approval,
  verdict,
  /** g of the household's month in its stream then, itself included. */
  month: gradedGrams.nullable(),
});
