import * as z from "zod";
import { MAX_GROSS_GRAMS } from "./deposit.ts";
import { chain, grams, minorUnits, slug, utc, version } from "./fields.ts";
import { MAX_SEQ } from "./ids.ts";

const label = z.object({ ar: z.string(), en: z.string() });

const stream = z.object({
  stream: slug,
  label,
  /** Minor units of the currency; for display: what counts is the receipt. */
  ratePerKg: minorUnits,
  minGrams: grams(MAX_GROSS_GRAMS),
  /** MAX_GROSS_GRAMS where the scheme sets no maximum. */
  maxGrams: grams(MAX_GROSS_GRAMS),
  attendedOnly: z.boolean(),
});

const knownChain = z.object({
  chain,
  number: z.int().min(1),
  state: z.enum(["open", "revoked"]),
  /** One after the highest seq with a recorded outcome; 1 where there is none. */
  next: z
    .int()
    .min(1)
    .max(MAX_SEQ + 1),
});

/** What a station works by, online or not. Unknown keys are left out: the gateway may be the newer. */
export const settings = z.object({
  v: z.literal(1),
  scheme: slug,
  station: slug,
  keysVersion: version,
  version,
  at: utc,
  streams: z.array(stream),
  currency: z.object({ code: z.string().regex(/^[A-Z]{3}$/), minorUnits: z.int().min(0).max(4) }),
  timeZone: z.string().min(1),
  chains: z.array(knownChain),
  restored: z.object({ since: utc, at: utc }).nullable(),
});
export type Settings = z.output<typeof settings>;
export type StreamSettings = Settings["streams"][number];
export type ChainSettings = Settings["chains"][number];

export const MAX_SETTINGS_BYTES = 65_536;
