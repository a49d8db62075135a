import * as z from "zod";

/** The council's decision behind a document, as its minutes name it. */
export const councilDecision = z.strictObject({
  number: z.string().min(1).max(64),
  date: z.string().regex(/^\d{4}-\d\d-\d\d$/, "not a date like 2026-10-20"),
});
