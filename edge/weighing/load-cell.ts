import { assert } from "#contract/assert.ts";
import { Grams } from "#contract/units.ts";

/** How a bare load cell was adjusted: what its converter counts with nothing and with a known weight on it. */
export type Adjustment = {
  readonly zeroCounts: number;
  readonly spanCounts: number;
  /** g that lay on it when it counted `spanCounts`. */
  readonly spanGrams: number;
};

/** The ends of a 24-bit converter: what stands there may have been anything beyond. */
export const COUNTS_MAX = 0x7f_ff_ff;
export const COUNTS_MIN = -0x80_00_00;

/**
 * The load that so many counts stand for, on the straight line through both points of the adjustment.
 * The one place where counts are rounded: to nearest, half up.
 *
 * @param counts of a 24-bit converter, signed
 */
export function gramsOfCounts(
  counts: number,
  { zeroCounts, spanCounts, spanGrams }: Adjustment,
): Grams {
  assert(Number.isSafeInteger(counts), `not whole counts: ${counts}`);
  const span = spanCounts - zeroCounts;
  assert(span !== 0, "an adjustment has two points");
  // The cell may be mounted so that it counts down. 2^25 counts by 2^22 g stay exact.
  const dividend = Math.sign(span) * (counts - zeroCounts) * spanGrams;
  return Grams(Math.floor((2 * dividend + Math.abs(span)) / (2 * Math.abs(span))));
}
