import * as z from "zod";
import { grams, milliPoints, minorUnits, slug } from "./fields.ts";

const weight = grams(Number.MAX_SAFE_INTEGER);

/** The sum of a household's month in one stream, in numbers that a person can check by hand. */
const working = z.strictObject({
  /** `YYYY-MM` in the scheme's time zone. */
  month: z.string(),
  /** What the month holds so far, this bag included: grade A or not inspected, and grade B. */
  gramsA: weight,
  gramsB: weight,
  /** null: no cap. */
  capGrams: weight.nullable(),
  /** What of it is paid under the cap, the best grade first. */
  paidGramsA: weight,
  paidGramsB: weight,
  /** Percent of the rate that grade B earns. */
  gradeFactorB: z.int(),
  rateMinorUnitsPerKg: minorUnits,
  pointsPerKg: z.int(),
  monthCredit: minorUnits,
  monthMilliPoints: milliPoints,
});
export type LiveWorking = z.output<typeof working>;

/** A deposit as the page shows it: by household, never by card, and by day, never by hour. */
export const liveDeposit = z.strictObject({
  station: slug,
  chainNumber: z.int(),
  seq: z.int(),
  stream: slug,
  grade: z.enum(["A", "B", "C"]).nullable(),
  netGrams: weight,
  outcome: z.enum(["posted", "held"]),
  reasons: z.array(z.string()),
  /** null: held, or a card that nobody has claimed. */
  household: slug.nullable(),
  /** `YYYY-MM-DD` of the weighing; null while it is not known. */
  weighedOn: z.string().nullable(),
  credited: minorUnits.nullable(),
  milliPoints: milliPoints.nullable(),
  working: working.nullable(),
  /** What it was before people corrected it, never why; null: nobody has. */
  corrected: z
    .strictObject({
      netGrams: weight,
      /** null: it was held. */
      credited: minorUnits.nullable(),
      milliPoints: milliPoints.nullable(),
    })
    .nullable(),
});
export type LiveDeposit = z.output<typeof liveDeposit>;

const liveStream = z.strictObject({
  stream: slug,
  label: z.strictObject({ ar: z.string(), en: z.string() }),
  deposits: z.int(),
  grams: weight,
  credited: minorUnits,
});
export type LiveStream = z.output<typeof liveStream>;

const liveRelief = z.strictObject({
  household: slug,
  milliPoints,
  /** Of the following year's fee, two decimals at most. */
  percent: z.number(),
});
export type LiveRelief = z.output<typeof liveRelief>;

/** What there is now: streams in the tariff's order, households by name, the newest deposit first. */
export const liveSnapshot = z.strictObject({
  v: z.literal(1),
  /** Of the page's own files: a page that differs from it loads itself anew. */
  page: z.string(),
  scheme: slug,
  currency: z.strictObject({ code: z.string(), minorUnits: z.int() }),
  /** The relief year shown. */
  year: z.int(),
  streams: z.array(liveStream),
  deposits: z.array(liveDeposit),
  relief: z.array(liveRelief),
});
export type LiveSnapshot = z.output<typeof liveSnapshot>;

/** After deposits: every stream anew, and the households whose points changed. */
export const liveTotals = z.strictObject({
  year: z.int(),
  streams: z.array(liveStream),
  relief: z.array(liveRelief),
});
export type LiveTotals = z.output<typeof liveTotals>;

/** `GET /api/v1/live`, server-sent events by name; `beat` only says that the line is alive. */
export type LiveEvents = {
  readonly snapshot: LiveSnapshot;
  readonly deposit: LiveDeposit;
  readonly totals: LiveTotals;
  readonly beat: null;
};
