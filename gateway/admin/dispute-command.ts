import * as z from "zod";

/** As people write it: `beitillo/beitillo-01/3/1042`. */
const deposit = z.string().min(1).max(256);
const reason = z.string().trim().min(1, "say why").max(500);

/** What people do about a weighing that a household disputes. */
export const disputeCommands = [
  z.strictObject({ kind: z.literal("deposit-dispute"), deposit, reason }),
  z.strictObject({
    kind: z.literal("dispute-dismiss"),
    deposit,
    reason,
    /** Who agrees. */
    approver: z.string().trim().min(1, "say who approves").max(64).optional(),
  }),
  z.strictObject({ kind: z.literal("dispute-list") }),
] as const;
