import * as z from "zod";
import { minorUnits, slug } from "#contract/fields.ts";
import { councilDecision } from "./decision.ts";

const MAX_POINTS = 1_000_000_000;
const MAX_CURVE_STEPS = 100;
/** Any year will do that is not a leap year: the cut-off is a day that every year has. */
const COMMON_YEAR = 2001;

const curveStep = z.strictObject({
  points: z.int().min(0).max(MAX_POINTS),
  percent: z.int().min(0).max(100),
});
export type CurveStep = z.output<typeof curveStep>;

/** Relief by points: nothing below the first step, then along straight lines, then flat. */
const reliefCurve = z.array(curveStep).min(1).max(MAX_CURVE_STEPS).superRefine(refuseFalling);

function refuseFalling(curve: readonly CurveStep[], context: z.RefinementCtx): void {
  for (const [index, step] of curve.entries()) {
    const before = curve[index - 1];
    if (before === undefined) continue;
    if (step.points > before.points && step.percent >= before.percent) continue;
    const message = `not monotonic: ${spelled(step)} after ${spelled(before)}`;
    context.addIssue({ code: "custom", path: [index], message });
  }
}

const spelled = ({ points, percent }: CurveStep) => `${percent} % at ${points} points`;

function isYearlyDay(day: string): boolean {
  const ms = Date.parse(`${COMMON_YEAR}-${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(5, 10) === day;
}

/** How a council turns a year's points into relief, for whole years, until the next rule begins. */
export const reliefRule = z.strictObject({
  id: slug,
  /** In force from 1 January of this year. */
  validFrom: z.int("not a year like 2027").min(2000).max(9998),
  decision: councilDecision,
  curve: reliefCurve,
  /** Last day, in the following year, on which what arrives still counts: `MM-DD`. */
  cutOff: z
    .string()
    .regex(/^\d\d-\d\d$/, "not a day like 03-31")
    .refine(isYearlyDay, "not a day that every year has")
    .default("03-31"),
  /** Agorot of relief that a household can have in a year; absent: no ceiling but its fee. */
  ceilingMinorUnits: minorUnits.refine((most) => most >= 0, "is negative").optional(),
  /** What the curve compares: a household's points, or the same made comparable by its size. */
  basis: z.enum(["household", "head"]).default("household"),
  /** No points (but credit) for what an unverified scale weighed. */
  verifiedScaleDemanded: z.boolean().default(false),
});
export type ReliefRule = z.output<typeof reliefRule>;
