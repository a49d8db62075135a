import * as z from "zod";
import { fail, ok } from "#contract/result.ts";
import { instrumentFields, instrumentOf } from "../../weighing/config.ts";
import {
  type Adjustment,
  COUNTS_MAX,
  COUNTS_MIN,
  gramsOfCounts,
} from "../../weighing/load-cell.ts";
import type { Sample } from "../../weighing/reading.ts";

const counts = z.int().min(COUNTS_MIN).max(COUNTS_MAX);

/** Fields of section [scale] of every bare load cell: `station adjust` says which to write. */
export const loadCellFields = {
  zero_counts: counts,
  span_counts: counts,
  /** g */
  span_grams: z.int().min(1).max(2_000_000),
  ...instrumentFields,
};
type LoadCellSection = z.output<z.ZodObject<typeof loadCellFields>>;

/** What nobody has verified and no seal guards is no instrument of the law. */
export function checkLoadCell(section: LoadCellSection, context: z.RefinementCtx): void {
  if (section.verified_until !== undefined) {
    const message = "cannot be claimed for a load cell that everybody can adjust";
    context.addIssue({ code: "custom", path: ["verified_until"], message });
  }
  const spanCounts = Math.abs(section.span_counts - section.zero_counts);
  // Each division must be told from the next.
  if (spanCounts * section.division < MIN_COUNTS_OF_DIVISION * section.span_grams) {
    const message = `is less than ${MIN_COUNTS_OF_DIVISION} counts a division from zero_counts`;
    context.addIssue({ code: "custom", path: ["span_counts"], message });
  }
}
const MIN_COUNTS_OF_DIVISION = 4;

export function loadCellOf(section: LoadCellSection) {
  const { zero_counts, span_counts, span_grams } = section;
  const adjustment = { zeroCounts: zero_counts, spanCounts: span_counts, spanGrams: span_grams };
  return { ...adjustment, instrument: instrumentOf(section) };
}

/**
 * What one conversion says. A converter at one of its ends says only that the load is beyond it. The
 * station's own window alone decides what stands still.
 */
export function readingOfCounts(value: number, adjustment: Adjustment): Sample["reading"] {
  const isUp = adjustment.spanCounts > adjustment.zeroCounts;
  if (value >= COUNTS_MAX) return fail({ code: isUp ? "overload" : "underload" });
  if (value <= COUNTS_MIN) return fail({ code: isUp ? "underload" : "overload" });
  return ok({ gross: gramsOfCounts(value, adjustment), stable: true });
}
