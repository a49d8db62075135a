import type { Counts } from "../drivers/driver.ts";

/** bit/s that scales and readers are set to, the usual ones first. */
export const USUAL_RATES = [9600, 19_200, 4800, 2400, 38_400, 57_600, 115_200, 1200] as const;

/** What was heard at one rate. */
export type Trial = { readonly baudRate: number; readonly counts: Counts };

/** The rate at which most was understood, and more than was not; null where none makes sense. */
export function likelyRate(trials: readonly Trial[]): number | null {
  const good = trials.filter(({ counts }) => counts.frames > counts.ignored);
  const [best] = good.toSorted((a, b) => b.counts.frames - a.counts.frames);
  return best?.baudRate ?? null;
}
