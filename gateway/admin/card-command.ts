import * as z from "zod";
import { card, slug } from "#contract/fields.ts";

/** Bytes of a card's UID in hex: never stored, and in memory only until its name is made of it. */
const byUid = z.strictObject({ uid: z.string().max(64) });
const byLastTap = z.strictObject({ lastTapAt: slug });
const byName = z.strictObject({ card });
const meant = z.union([byName, byUid]);

/** What people do about cards. */
export const cardCommands = [
  z.strictObject({
    kind: z.literal("card-issue"),
    household: slug,
    card: z.union([byLastTap, byUid]),
  }),
  z.strictObject({ kind: z.literal("card-block"), card: meant }),
  z.strictObject({ kind: z.literal("card-keys"), uid: z.string().max(64) }),
  z.strictObject({ kind: z.literal("card-demand-proof"), card: meant }),
  z.strictObject({
    kind: z.literal("card-waive-proof"),
    card: meant,
    reason: z.string().trim().min(1, "say why").max(500),
    /** Who agrees. */
    approver: z.string().trim().min(1, "say who approves").max(64).optional(),
  }),
] as const;
