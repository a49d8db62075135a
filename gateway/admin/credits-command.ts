import * as z from "zod";
import { councilDecision } from "../journal/decision.ts";

/** Who agrees to what takes two people. */
const approver = z.string().trim().min(1, "say who approves").max(64).optional();
const MAX_HOUSEHOLDS = 20_000;

/** A row of the list of what expires, as written. */
const listedRow = z.strictObject({
  /** As a spreadsheet counts. */
  row: z.int().min(1),
  household: z.string().max(64),
  amount: z.string().max(64),
});
export type ListedRow = z.output<typeof listedRow>;

/** What becomes of credits that nobody has used for long. */
export const creditsCommands = [
  z.strictObject({ kind: z.literal("credits-idle"), format: z.enum(["text", "csv"]) }),
  z.strictObject({
    kind: z.literal("credits-expire"),
    rows: z.array(listedRow).min(1, "no household is listed").max(MAX_HOUSEHOLDS),
    decision: councilDecision,
    dryRun: z.boolean(),
    approver,
  }),
  z.strictObject({
    kind: z.literal("credits-restore"),
    /** Position of the event that let them expire. */
    expiry: z.int().min(1),
    reason: z.string().trim().min(1, "say why").max(500),
    approver,
  }),
] as const;
