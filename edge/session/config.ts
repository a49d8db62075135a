import * as z from "zod";
import { slug } from "#contract/fields.ts";
import type { Slug } from "#contract/ids.ts";
import type { Grams } from "#contract/units.ts";

/** Section [session] of station.toml. */
export const sessionConfig = z
  .strictObject({
    /** The only stream of this station; without it each visit chooses. */
    stream: slug.optional(),
    confirm: z.enum(["key", "automatic"]).default("key"),
    timeout_s: z.int().min(5).max(600).default(30),
  })
  .transform((section) => ({
    fixedStream: section.stream ?? null,
    confirm: section.confirm,
    timeoutMs: section.timeout_s * 1000,
  }));
export type SessionConfig = z.output<typeof sessionConfig>;

/** By what a session goes: the station's config, and the streams of its settings as they now are. */
export type SessionRules = SessionConfig & {
  readonly streams: readonly OfferedStream[];
  /** The scale's smallest step: a load may differ by that much from what was shown. */
  readonly division: Grams;
};
export type OfferedStream = { readonly stream: Slug; readonly attendedOnly: boolean };

/** Without keys nothing can be chosen or confirmed. */
export function needsKeypad({ fixedStream, confirm }: SessionConfig): boolean {
  return fixedStream === null || confirm === "key";
}
