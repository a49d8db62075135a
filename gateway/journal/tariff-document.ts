import * as z from "zod";
import { MAX_GROSS_GRAMS } from "#contract/deposit.ts";
import { grams, slug } from "#contract/fields.ts";
import type { MinorUnitsPerKilogram, PointsPerKilogram } from "#contract/units.ts";
import { councilDecision } from "./decision.ts";

/** Most that a kilogram may earn: a slip of the pen must not empty a budget. */
const MAX_MINOR_UNITS_PER_KG = 10_000;
const MAX_POINTS_PER_KG = 1_000;

const rate = z.int().min(0).max(MAX_MINOR_UNITS_PER_KG);
const points = z.int().min(0).max(MAX_POINTS_PER_KG);

const streamTerms = z
  .strictObject({
    stream: slug,
    label: z.strictObject({ ar: z.string().min(1).max(64), en: z.string().min(1).max(64) }),
    rateMinorUnitsPerKg: rate as unknown as z.ZodType<MinorUnitsPerKilogram, number>,
    pointsPerKg: points as unknown as z.ZodType<PointsPerKilogram, number>,
    /** g: a lighter bag is recorded and earns nothing. */
    minGrams: grams(MAX_GROSS_GRAMS),
    /** g: a heavier bag is held for a person; absent: no maximum. */
    maxGrams: grams(MAX_GROSS_GRAMS).optional(),
    /** g paid for in a month by a household of 4.8 members or fewer; absent: no cap. */
    monthCapGrams: grams(1_000_000_000).optional(),
    attendedOnly: z.boolean().default(false),
  })
  .refine(
    ({ maxGrams = MAX_GROSS_GRAMS, monthCapGrams = Number.POSITIVE_INFINITY }) =>
      maxGrams <= monthCapGrams,
    { error: "max_grams is above month_cap_grams", path: ["maxGrams"] },
  )
  .refine(({ minGrams, maxGrams = MAX_GROSS_GRAMS }) => minGrams <= maxGrams, {
    error: "min_grams is above max_grams",
    path: ["minGrams"],
  });
export type StreamTerms = z.output<typeof streamTerms>;

/** What a council decided to pay, from the first of a month on, until the next one begins. */
export const tariffDocument = z.strictObject({
  id: slug,
  validFrom: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "not a month like 2026-11"),
  decision: councilDecision,
  ledgers: z.strictObject({ credits: z.boolean(), points: z.boolean() }),
  /** No points (but credit) for what an unverified scale weighed. */
  verifiedScaleDemanded: z.boolean(),
  /** Percent of the rate that each grade earns; C earns nothing. */
  gradeFactors: z
    .strictObject({ A: z.int().min(0).max(100), B: z.int().min(0).max(100) })
    .refine(({ A, B }) => A >= B, "grade A must earn at least what grade B earns"),
  streams: z
    .array(streamTerms)
    .min(1)
    .refine((all) => new Set(all.map((one) => one.stream)).size === all.length, {
      error: "a stream is listed twice",
    }),
});
export type TariffDocument = z.output<typeof tariffDocument>;
