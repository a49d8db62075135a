import * as z from "zod";
import { approval } from "./approval.ts";
import { depositName } from "./deposit-events.ts";

const disputed = {
  /** Position of the event that brought the deposit. */
  deposit: z.int().min(1),
  ...depositName,
  reason: z.string().min(1),
};

/**
 * A household says that a deposit is not what was weighed. Neither event changes what anything is worth:
 * the first is open until a `deposit-corrected` of the same deposit, or the second, settles it.
 */
export const disputeEvents = [
  z.strictObject({ kind: z.literal("deposit-disputed"), ...disputed }),
  z.strictObject({ kind: z.literal("dispute-dismissed"), ...disputed, approval }),
] as const;
