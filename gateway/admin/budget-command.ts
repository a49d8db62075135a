import * as z from "zod";
import { councilDecision } from "../journal/decision.ts";
import { localMonth } from "../journal/local-date.ts";

/** What a council wants to be issued at most, and how far that is. */
export const budgetCommands = [
  z.strictObject({
    kind: z.literal("budget-set"),
    from: localMonth,
    to: localMonth,
    /** As written, in the scheme's currency: `60000.00`. */
    amount: z.string().max(64),
    decision: councilDecision,
    /** Who agrees to what takes two people. */
    approver: z.string().trim().min(1, "say who approves").max(64).optional(),
  }),
  z.strictObject({ kind: z.literal("budget-show") }),
] as const;
