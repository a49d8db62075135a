import * as z from "zod";
import { card, slug, version } from "./fields.ts";

/** Cards that earn nothing for now, at every station of the scheme; the latest where they are too many. */
export const blocked = z.object({
  v: z.literal(1),
  scheme: slug,
  keysVersion: version,
  version,
  cards: z.array(card),
});
export type Blocked = z.output<typeof blocked>;

export const MAX_BLOCKED_BYTES = 262_144;
