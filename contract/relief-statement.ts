import * as z from "zod";
import { grams, milliPoints, minorUnits, signedGrams, slug } from "./fields.ts";

const weight = grams(Number.MAX_SAFE_INTEGER);
const localDate = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const month = z.string().regex(/^\d{4}-\d\d$/);
const label = z.strictObject({ ar: z.string(), en: z.string() });
/** One sentence that a person can check by hand, in both languages. */
const working = z.strictObject({ ar: z.string(), en: z.string() });

/** Grams that a household brought in one stream and month, and the points that they give this year. */
export const statementLine = z.strictObject({
  month,
  stream: slug,
  label,
  /** Id of the tariff in force in the month; null: none was, and nothing is paid. */
  tariff: slug.nullable(),
  /** All that was weighed, paid or not. Like the next four below zero where a late decision took some. */
  recordedGrams: signedGrams,
  /** What can earn points: grade A or not inspected, and grade B. */
  gramsA: signedGrams,
  gramsB: signedGrams,
  /** The month's cap for this household; null: none. */
  capGrams: weight.nullable(),
  /** What of it is paid under the cap, the best grade first: late grade A takes the place of B. */
  paidGramsA: signedGrams,
  paidGramsB: signedGrams,
  /** Percent that each grade earns. */
  gradeFactors: z.strictObject({ A: z.int(), B: z.int() }),
  pointsPerKg: z.int().min(0),
  milliPoints,
  /** True where this is what came, or was decided, after the cut-off of the month's own year. */
  late: z.boolean(),
  working,
});
export type StatementLine = z.output<typeof statementLine>;

/** The fee account of the place where the household lives on 1 April after the year. */
export const statementFee = z.strictObject({
  account: z.string(),
  /** Electricity customer number. */
  customer: z.string(),
  property: z.string(),
  feeYear: z.int(),
  /** Agorot charged for the year; null: not charged yet. */
  feeMinorUnits: minorUnits.nullable(),
  /** The part is one over this. */
  householdsServed: z.int().min(1),
  arrearsMinorUnits: minorUnits,
});
export type StatementFee = z.output<typeof statementFee>;

/** A household's year, from grams to shekels; every number ties to the ledger. */
export const reliefStatement = z.strictObject({
  v: z.literal(1),
  scheme: slug,
  household: slug,
  year: z.int(),
  state: z.enum(["open", "closed"]),
  /** Journal position up to which it is computed. */
  position: z.int().min(0),
  /** Id of the relief rule. */
  rule: slug,
  cutOff: localDate,
  lines: z.array(statementLine),
  /** Points below zero that the year before could not take. */
  carriedMilliPoints: milliPoints,
  /** Sum of lines and what is carried: the ledger's balance. */
  milliPoints,
  /** Per head: points times 4.8 over the members on 1 December; null where the rule is per household. */
  members: z.int().min(1).nullable(),
  /** What the curve compares: whole, half up, not below zero. */
  points: z.int().min(0),
  /** The straight piece of the curve on which the points lie; null ends: below the first, above the last. */
  step: z.strictObject({
    from: z.strictObject({ points: z.int(), percent: z.number() }).nullable(),
    to: z.strictObject({ points: z.int(), percent: z.number() }).nullable(),
  }),
  /** Hundredths of a percent. */
  basisPoints: z.int().min(0).max(10_000),
  fee: statementFee.nullable(),
  /** Agorot. */
  reliefMinorUnits: minorUnits,
  workings: z.strictObject({ points: working, percent: working, relief: working }),
  /** Ids of tariffs, rules and acts that one person alone decided. */
  singlePerson: z.array(z.string()),
});
export type ReliefStatement = z.output<typeof reliefStatement>;

/** A year of all households, in order of their names. */
export const reliefYear = z.strictObject({
  v: z.literal(1),
  scheme: slug,
  year: z.int(),
  state: z.enum(["open", "closed"]),
  position: z.int().min(0),
  rule: slug,
  /** Council decision by which the year was closed. */
  decision: z.strictObject({ number: z.string(), date: localDate }).nullable(),
  statements: z.array(reliefStatement),
  sums: z.strictObject({
    households: z.int().min(0),
    recordedGrams: signedGrams,
    milliPoints,
    reliefMinorUnits: minorUnits,
  }),
});
export type ReliefYear = z.output<typeof reliefYear>;
