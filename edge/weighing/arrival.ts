import type { Grams } from "#contract/units.ts";
import type { GoodSample } from "./stability.ts";

/** How what lies on the scale came there: out of a calm, or out of wind, hands and swinging. */
export type Arrival = {
  /** The readings of the last LOOK_BACK_MS, oldest first. */
  readonly recent: readonly Seen[];
  /** Before it came, the scale had shown the same weight, to the division, all the time. */
  readonly isCalm: boolean;
};
type Seen = { readonly uptimeMs: number; readonly gross: Grams };

/** Nothing is known of what was before. */
export const unseen: Arrival = { recent: [], isCalm: false };

const LOOK_BACK_MS = 2500;
/** The latest part of that, in which the load itself is already coming. */
const COMING_MS = 500;
/** Of what is looked back on before that, so much has to have been seen. */
const CALM_MS = 1500;
/** After a longer silence nothing is known of what was before. */
const SILENCE_MS = 1000;
/** Something came or went: no wind on a platform moves so much. OIML R 76 has the least load there too. */
const LOAD_DIVISIONS = 20;

/** Takes every reading, moving or not: the calm is judged when something breaks it, and kept until the next. */
export function watch(arrival: Arrival, sample: GoodSample, division: Grams): Arrival {
  const { uptimeMs } = sample;
  const seen = { uptimeMs, gross: sample.reading.value.gross };
  const silence = uptimeMs - (arrival.recent.at(-1)?.uptimeMs ?? Number.NEGATIVE_INFINITY);
  if (silence > SILENCE_MS || silence < 0) return { recent: [seen], isCalm: false };
  const kept = arrival.recent.filter((it) => uptimeMs - it.uptimeMs <= LOOK_BACK_MS);
  const recent = [...kept, seen];
  const loadGrams = LOAD_DIVISIONS * division;
  const comes = spreadOf(arrival.recent) <= loadGrams && spreadOf(recent) > loadGrams;
  if (!comes) return { recent, isCalm: arrival.isCalm };
  return { recent, isCalm: wasCalm(recent.filter((it) => uptimeMs - it.uptimeMs > COMING_MS)) };
}

function wasCalm(before: readonly Seen[]): boolean {
  const [first, last] = [before.at(0), before.at(-1)];
  if (first === undefined || last === undefined) return false;
  return last.uptimeMs - first.uptimeMs >= CALM_MS && spreadOf(before) === 0;
}

function spreadOf(seen: readonly Seen[]): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { gross } of seen) {
    low = Math.min(low, gross);
    high = Math.max(high, gross);
  }
  return high - low;
}
