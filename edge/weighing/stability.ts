import { Grams } from "#contract/units.ts";
import type { WeighingConfig } from "./config.ts";
import type { Sample, WeightReading } from "./reading.ts";

/** A weight that may be paid, and what it rests on. */
export type StableWeight = {
  readonly gross: Grams;
  /** Not so where the scale marked one of the readings as unfit for trade. */
  readonly legal: boolean;
  /** How many readings stood still. */
  readonly samples: number;
  /** The largest of them minus the smallest. */
  readonly spread: Grams;
  /** The raw frames of those readings, oldest first. */
  readonly frames: readonly string[];
};

export type GoodSample = Sample & { readonly reading: { readonly ok: true; value: WeightReading } };

/** The latest readings that stand still, oldest first; any other reading empties it. */
export type StillWindow = readonly GoodSample[];

export type StabilityConfig = Pick<WeighingConfig, "division" | "windowMs">;

/** Readings that a weight needs, however long they take. */
const MIN_SAMPLES = 5;
/** A silence of so many windows begins a new one; shorter ones are a busy computer's, not the scale's. */
const SILENT_WINDOWS = 3;
/** Far above what a serial line can bring in a window: a bound on memory, not on scales. */
const MAX_SAMPLES = 2000;

/** The longest run, ending in this reading, that stands still; no more of it than the window needs. */
export function grow(
  window: StillWindow,
  sample: GoodSample,
  config: StabilityConfig,
): StillWindow {
  if (!sample.reading.value.stable) return [];
  const previous = window.at(-1);
  const silence = previous === undefined ? 0 : sample.uptimeMs - previous.uptimeMs;
  // After so long a silence, or a step back in time, nothing is known of what lay between.
  if (silence >= SILENT_WINDOWS * config.windowMs || silence < 0) return [sample];
  const run = [...window, sample].slice(startOfRun(window, sample, config.division));
  return run.slice(firstNeeded(run, sample.uptimeMs - config.windowMs)).slice(-MAX_SAMPLES);
}

/** The weight, once at least five consecutive readings within one division cover windowMs; else null. */
export function stableWeight(
  window: StillWindow,
  { windowMs }: StabilityConfig,
): StableWeight | null {
  const [first, last] = [window.at(0), window.at(-1)];
  if (first === undefined || last === undefined) return null;
  const isCovered = window.length >= MIN_SAMPLES && last.uptimeMs - first.uptimeMs >= windowMs;
  return isCovered ? weightOf(window, last.reading.value.gross) : null;
}

/** Index in `window` (or just behind it) from which all readings lie within one division of each other. */
function startOfRun(window: StillWindow, sample: GoodSample, division: Grams): number {
  let low: number = sample.reading.value.gross;
  let high = low;
  for (let index = window.length - 1; index >= 0; index--) {
    const gross = window[index]?.reading.value.gross ?? Number.NaN;
    low = Math.min(low, gross);
    high = Math.max(high, gross);
    if (!(high - low <= division)) return index + 1;
  }
  return 0;
}

/**
 * The last reading at or before the window's begin, which shows that the window is covered whole; of a
 * slow scale more, until there are enough.
 */
function firstNeeded(run: StillWindow, begin: number): number {
  const covering = run.findLastIndex(({ uptimeMs }) => uptimeMs <= begin);
  return Math.max(0, Math.min(covering, run.length - MIN_SAMPLES));
}

function weightOf(window: StillWindow, gross: Grams): StableWeight {
  const weights = window.map(({ reading }) => reading.value.gross);
  return {
    gross,
    legal: window.every(({ reading }) => reading.value.legal !== false),
    samples: window.length,
    spread: Grams(Math.max(...weights) - Math.min(...weights)),
    frames: window.map(({ frame }) => frame),
  };
}
