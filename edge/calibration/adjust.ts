import { assert } from "#contract/assert.ts";
import type { Grams } from "#contract/units.ts";
import type { Instrument } from "../weighing/config.ts";
import type { Adjustment } from "../weighing/load-cell.ts";

/** What a converter counted while nothing lay on its load cell, and while a known weight did. */
export type Counted = {
  readonly zero: readonly number[];
  readonly span: readonly number[];
  readonly weight: Grams;
};

export type Adjusted = {
  readonly adjustment: Adjustment;
  /** g between the largest and the smallest of what was counted at rest, rounded up. */
  readonly noiseGrams: number;
  readonly faults: readonly AdjustFault[];
};
export type AdjustFault = "not-felt" | "noisy";

/** A division has to stand out of what a converter counts. */
const MIN_COUNTS_OF_DIVISION = 4;

/** The straight line through both means: what [scale] of station.toml has to say. */
export function adjustTo(counted: Counted, { division }: Pick<Instrument, "division">): Adjusted {
  const { zero, span, weight } = counted;
  const adjustment = { zeroCounts: mean(zero), spanCounts: mean(span), spanGrams: weight };
  const counts = Math.abs(adjustment.spanCounts - adjustment.zeroCounts);
  if (counts * division < MIN_COUNTS_OF_DIVISION * weight)
    return { adjustment, noiseGrams: 0, faults: ["not-felt"] };
  const noiseGrams = Math.ceil((Math.max(rangeOf(zero), rangeOf(span)) * weight) / counts);
  return { adjustment, noiseGrams, faults: noiseGrams > division ? ["noisy"] : [] };
}

function mean(values: readonly number[]): number {
  assert(values.length > 0, "something was counted");
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

const rangeOf = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
