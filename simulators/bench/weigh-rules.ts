import { ok } from "#contract/result.ts";
import { Grams } from "#contract/units.ts";
import { unseen, watch } from "#edge/weighing/arrival.ts";
import {
  type GoodSample,
  grow,
  type StabilityConfig,
  type StillWindow,
  stableWeight,
} from "#edge/weighing/stability.ts";
import type { Indication } from "../traces/load-trace.ts";

/** When a rule believes a weight, and which. */
export type Accepted = { readonly atMs: number; readonly grams: number };
/** @returns null where it never does */
export type Rule = (shown: readonly Indication[]) => Accepted | null;

export const DIVISION = Grams(10);
/** g: twenty divisions; below, there is no load yet. */
const LOAD_GRAMS = 200;

/** The last `count` readings are the same. */
export const lastReadingsEqual =
  (count: number): Rule =>
  (shown) => {
    let [equal, previous] = [0, Number.NaN];
    for (const { uptimeMs: atMs, grams } of shown) {
      equal = grams === previous ? equal + 1 : 1;
      previous = grams;
      if (equal >= count && grams >= LOAD_GRAMS) return { atMs, grams };
    }
    return null;
  };

/** The mean of the last `count` readings is less than half a division from that of the `count` before. */
export const movingAverage =
  (count: number): Rule =>
  (shown) => {
    let [late, early] = [0, 0];
    for (const [index, { uptimeMs: atMs, grams }] of shown.entries()) {
      const left = shown[index - count]?.grams ?? 0;
      late += grams - left;
      early += left - (shown[index - 2 * count]?.grams ?? 0);
      const isFull = index + 1 >= 2 * count && Math.min(grams, late / count) >= LOAD_GRAMS;
      if (isFull && Math.abs(late - early) / count < DIVISION / 2)
        return { atMs, grams: Math.round(late / count / DIVISION) * DIVISION };
    }
    return null;
  };

/** The station's own rule, by its own code; the scale's flag is always set. */
export const ours =
  (config: StabilityConfig): Rule =>
  (shown) => {
    let window: StillWindow = [];
    let arrival = unseen;
    const isHurried = config.fastestMs < config.windowMs;
    for (const { uptimeMs, grams } of shown) {
      const gross = Grams(grams);
      const reading = ok({ gross, stable: true });
      const sample: GoodSample = { uptimeMs, frame: "", reading };
      window = grow(window, sample, config);
      if (isHurried) arrival = watch(arrival, sample, config.division);
      const weight = grams < LOAD_GRAMS ? null : stableWeight(window, config, arrival.isCalm);
      if (weight !== null) return { atMs: uptimeMs, grams: weight.gross };
    }
    return null;
  };
