import * as z from "zod";
import { card, slug } from "#contract/fields.ts";
import type { Slug } from "#contract/ids.ts";
import { Grams } from "#contract/units.ts";
import type { WeighingConfig } from "../weighing/config.ts";

/** Section [session] of station.toml. */
export const sessionConfig = z
  .strictObject({
    /** The only stream of this station; without it each visit chooses. */
    stream: slug.optional(),
    confirm: z.enum(["key", "automatic"]).default("key"),
    timeout_s: z.int().min(5).max(600).default(30),
    /** Cards that open the attended mode, by the names that the station gives them. */
    attendants: z.array(card).default([]),
    attended_minutes: z.int().min(1).max(600).default(15),
  })
  .transform((section) => ({
    fixedStream: section.stream ?? null,
    confirm: section.confirm,
    timeoutMs: section.timeout_s * 1000,
    attendants: new Set(section.attendants),
    attendedMs: section.attended_minutes * 60_000,
  }));
export type SessionConfig = z.output<typeof sessionConfig>;

/** Section [containers] of station.toml: g of the station's own container, for streams that come in one. */
export const containersConfig = z
  .record(slug, z.int().min(1).max(100_000))
  .transform(
    (section) => new Map(Object.entries(section).map(([of, grams]) => [of, Grams(grams)])),
  );
export type Containers = ReadonlyMap<Slug, Grams>;

/** By what a session goes: the station's config, and the streams of its settings as they now are. */
export type SessionRules = SessionConfig &
  Pick<WeighingConfig, "mode" | "zeroTracking"> & {
    readonly streams: readonly OfferedStream[];
    /** The scale's smallest step: a load may differ by that much from what was shown. */
    readonly division: Grams;
    readonly containers: Containers;
    readonly emptyBin: { readonly grams: Grams; readonly tolerance: Grams };
  };
export type OfferedStream = { readonly stream: Slug; readonly attendedOnly: boolean };

/** Without keys nothing can be chosen or confirmed. */
export function needsKeypad({ fixedStream, confirm }: SessionConfig): boolean {
  return fixedStream === null || confirm === "key";
}
