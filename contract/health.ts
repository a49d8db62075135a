import * as z from "zod";
import { slug, utc } from "./fields.ts";

const part = z.object({ state: z.string().max(64) });

/** How a station is, for its staff: plain JSON, never a matter of credit. Unknown keys are left out. */
export const health = z.object({
  v: z.literal(1),
  at: utc,
  version: z.string().max(32),
  outbox: z.object({
    depth: z.int().min(0),
    oldestSeconds: z.int().min(0),
    deadLetters: z.int().min(0),
  }),
  clock: z.enum(["synced", "holdover", "unset"]),
  scale: part.extend({ zeroDriftGrams: z.int() }),
  reader: part,
  disk: z.object({ freeMb: z.int().min(0) }),
  uptimeMs: z.int().min(0),
  fill: z.array(z.object({ stream: slug, grams: z.int().min(0) })),
});
export type Health = z.output<typeof health>;
