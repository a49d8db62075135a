import * as z from "zod";
import { grams, milliPoints, slug } from "./fields.ts";

const MAX_GRAMS = Number.MAX_SAFE_INTEGER;
const gramsByStream = z.record(slug, grams(MAX_GRAMS));

/** One household's year, as the municipality reads it. */
const household = z.strictObject({
  household: slug,
  gramsByStream,
  /** Thousandths of a relief point: the exact sum. */
  milliPoints,
  /** Whole points, half up: what the relief curve compares. */
  points: z.int().min(0),
  /** Of the following year's fee; at most two decimals. */
  percent: z.number().min(0).max(100),
});

/** `GET /api/v1/relief/{year}`: households by name, streams by name. */
export const reliefTotals = z.strictObject({
  v: z.literal(1),
  scheme: slug,
  year: z.int(),
  households: z.array(household),
  sums: z.strictObject({
    households: z.int().min(0),
    grams: grams(MAX_GRAMS),
    gramsByStream,
    milliPoints,
  }),
});
export type ReliefTotals = z.output<typeof reliefTotals>;
export type HouseholdRelief = ReliefTotals["households"][number];
