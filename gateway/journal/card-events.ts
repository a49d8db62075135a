import * as z from "zod";
import { card, slug } from "#contract/fields.ts";
import { approval } from "./approval.ts";

/** What people say of cards. Each counts from its `at` on, by the time of weighing. */
export const cardEvents = [
  z.strictObject({ kind: z.literal("card-issued"), household: slug, card }),
  z.strictObject({ kind: z.literal("card-blocked"), card }),
  /** Its keys are registered: from now on it is not believed without a proof. */
  z.strictObject({ kind: z.literal("card-proof-demanded"), card }),
  z.strictObject({
    kind: z.literal("card-proof-waived"),
    card,
    reason: z.string().min(1),
    approval,
  }),
] as const;
