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

export type StabilityConfig = Pick<WeighingConfig, "division" | "windowMs" | "fastestMs">;

/** How far thirds of a window may lie apart; found by `npm run bench -- weigh`, see METROLOGY. */
const LEVEL_DIVISIONS = 0.15;
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

/**
 * The weight, once at least five consecutive readings within one division cover windowMs; else null.
 * What came out of a calm, and shows no trend, need not stand longer than fastestMs.
 */
export function stableWeight(
  window: StillWindow,
  config: StabilityConfig,
  isCalm: boolean,
): StableWeight | null {
  const [first, last] = [window.at(0), window.at(-1)];
  if (first === undefined || last === undefined || window.length < MIN_SAMPLES) return null;
  const stoodMs = last.uptimeMs - first.uptimeMs;
  const isEarly = isCalm && stoodMs >= config.fastestMs && isLevel(window, config);
  return stoodMs >= config.windowMs || isEarly ? weightOf(window, last.reading.value.gross) : null;
}

/**
 * Do the means of the last fastestMs in thirds agree? A slow swing that turns, or a creep, does not, long
 * before it has moved by a division: a flicker between two divisions tells where between them it is.
 */
function isLevel(window: StillWindow, { division, fastestMs }: StabilityConfig): boolean {
  const lastMs = window.at(-1)?.uptimeMs ?? 0;
  const last = window.slice(firstNeeded(window, lastMs - fastestMs));
  const third = Math.floor(last.length / 3);
  const means = [
    last.slice(0, third),
    last.slice(third, last.length - third),
    last.slice(last.length - third),
  ].map(meanOf);
  return Math.max(...means) - Math.min(...means) <= LEVEL_DIVISIONS * division;
}

function meanOf(part: StillWindow): number {
  return part.reduce((sum, { reading }) => sum + reading.value.gross, 0) / part.length;
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
