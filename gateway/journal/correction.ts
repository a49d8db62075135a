import * as z from "zod";
import { MAX_GROSS_GRAMS } from "#contract/deposit.ts";
import { grams, slug } from "#contract/fields.ts";

/** What two people say of a deposit; what they leave out stays as it was. */
export const correction = z.strictObject({
  /** It counts for nothing; the next correction without this brings it back. */
  strikeOut: z.boolean(),
  /** g, net. */
  net: grams(MAX_GROSS_GRAMS).optional(),
  grade: z.enum(["A", "B", "C"]).optional(),
  stream: slug.optional(),
  household: slug.optional(),
  /** Local date, where no clock could say when it was weighed. */
  weighedOn: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/, "not a date like 2026-11-22")
    .optional(),
});
export type Correction = z.output<typeof correction>;
