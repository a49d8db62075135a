import type { Sample } from "#edge/weighing/reading.ts";
import type { Random } from "../../village/random.ts";
import { countsOf, MAX_GRAMS } from "./legs.ts";

export type Verdict = "good" | "repeated" | "stale" | "invented";

export type LoadCell = {
  /** Another load with each conversion, so that none can be taken for another. */
  counts(): number;
  /** @returns null: the sample is no weight */
  judge({ frame, reading }: Sample): Verdict | null;
};

/** A weight older than this is of another visitor's load. */
const FRESH_MS = 1000;

export function openLoadCell(random: Random, nowMs: () => number): LoadCell {
  const had = new Map<number, { readonly atMs: number; isTaken: boolean }>();
  return {
    counts() {
      const grams = random.whole(0, MAX_GRAMS);
      had.set(grams, { atMs: nowMs(), isTaken: false });
      return countsOf(grams);
    },
    judge({ frame, reading }) {
      if (!reading.ok) return null;
      const grams = reading.value.gross;
      const load = had.get(grams);
      if (load === undefined || frame.split(" ").at(-1) !== `${countsOf(grams)}`) return "invented";
      if (nowMs() - load.atMs > FRESH_MS) return "stale";
      const verdict = load.isTaken ? "repeated" : "good";
      load.isTaken = true;
      return verdict;
    },
  };
}
