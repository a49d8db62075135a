import type { Deposit } from "#contract/deposit.ts";
import type { Slug, UtcTime } from "#contract/ids.ts";
import type { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import type { DisputeStep } from "./dispute-row.ts";

type GradedGrams = { readonly a: Grams; readonly b: Grams };

/** One decision about a deposit, in numbers that a person can check by hand. */
export type ExplainedStep = {
  readonly position: number;
  readonly at: UtcTime;
  readonly what: "received" | "dated" | "entered" | "corrected";
  readonly actor: string;
  readonly approver: string | null;
  readonly singlePerson: boolean;
  /** Why people decided so; null where they did not. */
  readonly reason: string | null;
  /** The slip that it was entered from; else null. */
  readonly slip: string | null;
  readonly outcome: "posted" | "held" | "refused";
  readonly reasons: readonly string[];
  readonly holder: string | null;
  /** Local date of the weighing. */
  readonly date: string | null;
  readonly stream: Slug;
  readonly label: { readonly ar: string; readonly en: string };
  readonly grade: "A" | "B" | "C" | null;
  readonly net: Grams;
  /** What the scale showed, what was taken off it, and which scale that was; null: no scale weighed it. */
  readonly weighing: {
    readonly gross: Grams;
    readonly tare: Grams;
    readonly scale: NonNullable<Deposit["scale"]>;
  } | null;
  readonly credited: MinorUnits | null;
  readonly points: MilliPoints | null;
  readonly reliefYear: number | null;
  /** Null where nothing was decided about money, or no tariff was in force. */
  readonly month: {
    readonly month: string;
    readonly tariff: Slug;
    readonly before: GradedGrams;
    readonly after: GradedGrams;
    readonly capGrams: Grams | null;
    readonly gradeFactors: { readonly A: number; readonly B: number };
    readonly rateMinorUnitsPerKg: number;
    readonly pointsPerKg: number;
    /** Of the whole month, before and after, rounded once each. */
    readonly creditBefore: MinorUnits;
    readonly creditAfter: MinorUnits;
  } | null;
};

export type Explanation = {
  /** `beitillo/beitillo-01/3/1042` */
  readonly deposit: string;
  readonly steps: readonly (ExplainedStep | DisputeStep)[];
};
