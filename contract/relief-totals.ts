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
  /** What the relief curve compares: whole, half up; per head where the year's rule says so. */
  points: z.int().min(0),
  /** Of the following year's fee, by the year's rule; at most two decimals. */
  percent: z.number().min(0).max(100),
});

/** `GET /api/v1/relief/{year}`: households by name, streams by name. */
export const reliefTotals = z.strictObject({
  v: z.literal(1),
  scheme: slug,
  year: z.int(),
  state: z.enum(["open", "closed"]),
  households: z.array(household),
  sums: z.strictObject({
    households: z.int().min(0),
    grams: grams(MAX_GRAMS),
    gramsByStream,
    milliPoints,
  }),
  /** Ids of tariffs, rules and acts behind it that one person alone decided. */
  singlePerson: z.array(z.string()),
});
export type ReliefTotals = z.output<typeof reliefTotals>;
export type HouseholdRelief = ReliefTotals["households"][number];
