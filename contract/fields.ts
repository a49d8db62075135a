import * as z from "zod";
import {
  type CardId,
  type Chain,
  type Hash,
  isCardId,
  isChain,
  isHash,
  isSlug,
  isUtcTime,
  isUuid,
  MAX_SEQ,
  type Slug,
  type UtcTime,
} from "./ids.ts";
import type { Grams, MilliPoints, MinorUnits } from "./units.ts";

// A checked value becomes a unit or a name by a cast, not by .transform(): a transform has no JSON
// Schema, and would break the OpenAPI document and the typed responses made from these schemas.
const named = <Out>(schema: z.ZodType) => schema as unknown as z.ZodType<Out, Out>;
const text = <Out extends string>(is: (text: string) => boolean, what: string) =>
  named<Out>(z.string().refine(is, `not ${what}`));

export const slug = text<Slug>(isSlug, "a slug of small letters, digits and hyphens, 1 to 32 long");
export const chain = text<Chain>(isChain, "a chain's name of 22 base64url characters");
export const hash = text<Hash>(isHash, "32 bytes in base64url");
export const card = text<CardId>(isCardId, "16 bytes in base64url");
export const uuid = text<string>(isUuid, "a lower-case UUID");
export const utc = text<UtcTime>(isUtcTime, "a time like 2026-11-22T08:15:30.123Z");
export const seq = z.int().min(1).max(MAX_SEQ);
/** Printable ASCII: the only text a station signs. */
export const ascii = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x20-\x7e]*$/, "not printable ASCII");

export const grams = (max: number) => named<Grams>(z.int().min(0).max(max));
/** A difference of two weights. */
export const signedGrams = named<Grams>(z.int());
export const minorUnits = named<MinorUnits>(z.int());
export const milliPoints = named<MilliPoints>(z.int());
export const version = z.int().min(1);
