import { Grams } from "#contract/units.ts";
import { overloadAbove, type WeighingConfig } from "./config.ts";
import type { Sample, WeightReading } from "./reading.ts";

/** A weight that may be paid, and what it rests on. */
export type StableWeight = {
  readonly gross: Grams;
  /** How many readings stood still. */
  readonly samples: number;
  /** The largest of them minus the smallest. */
  readonly spread: Grams;
  /** The raw frames of those readings, oldest first. */
  readonly frames: readonly string[];
};

/** What the platform shows. `uptimeMs`: when that was last heard; null before anything was. */
export type Weighing = { readonly uptimeMs: number | null } & (
  | { readonly kind: "zero"; readonly gross: Grams }
  | ({ readonly kind: "stable" } & StableWeight)
  | { readonly kind: "moving" | "overload" | "below-zero" | "no-signal" }
);

type GoodSample = Sample & { readonly reading: { readonly ok: true; value: WeightReading } };

export type WeighingState = {
  /** The latest readings that stand still, oldest first; any other reading empties it. */
  readonly window: readonly GoodSample[];
  readonly weighing: Weighing;
};

export const initialWeighing: WeighingState = {
  window: [],
  weighing: { kind: "no-signal", uptimeMs: null },
};

/** Readings that a weight needs, and that an empty platform needs, however long they take. */
const MIN_SAMPLES = 5;
const MIN_ZEROS = 3;
/** A silence of so many windows begins a new one; shorter ones are a busy computer's, not the scale's. */
const SILENT_WINDOWS = 3;
/** Far above what a serial line can bring in a window: a bound on memory, not on scales. */
const MAX_SAMPLES = 2000;

/**
 * Takes one reading. A weight is stable only when the scale's own flag says so in every reading of the
 * window, and the window holds: at least five consecutive readings, within one division, over windowMs.
 */
export function stepWeighing(
  state: WeighingState,
  sample: Sample,
  config: WeighingConfig,
): WeighingState {
  const { uptimeMs } = sample;
  if (!isGood(sample)) return { window: [], weighing: { kind: kindOf(sample), uptimeMs } };
  const { gross } = sample.reading.value;
  if (gross > overloadAbove(config))
    return { window: [], weighing: { kind: "overload", uptimeMs } };
  const window = grow(state.window, sample, config);
  return { window, weighing: judge(window, sample, config) };
}

function isGood(sample: Sample): sample is GoodSample {
  return sample.reading.ok;
}

/** A frame that says no weight is as bad as a moving one: what was between it and the next is unknown. */
function kindOf(sample: Sample): "moving" | "overload" | "below-zero" | "no-signal" {
  if (sample.reading.ok) return "moving";
  const { code } = sample.reading.problem;
  if (code === "underload") return "below-zero";
  return code === "overload" || code === "no-signal" ? code : "moving";
}

/** The longest run, ending in this reading, that stands still; no more of it than the window needs. */
function grow(
  window: readonly GoodSample[],
  sample: GoodSample,
  config: WeighingConfig,
): readonly GoodSample[] {
  if (!sample.reading.value.stable) return [];
  const previous = window.at(-1);
  const silence = previous === undefined ? 0 : sample.uptimeMs - previous.uptimeMs;
  // After so long a silence, or a step back in time, nothing is known of what lay between.
  if (silence >= SILENT_WINDOWS * config.windowMs || silence < 0) return [sample];
  const run = [...window, sample].slice(startOfRun(window, sample, config.division));
  return run.slice(firstNeeded(run, sample.uptimeMs - config.windowMs)).slice(-MAX_SAMPLES);
}

/** Index in `window` (or just behind it) from which all readings lie within one division of each other. */
function startOfRun(window: readonly GoodSample[], sample: GoodSample, division: Grams): number {
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

/** The last reading at or before the window's begin, which shows that the window is covered whole. */
function firstNeeded(run: readonly GoodSample[], begin: number): number {
  return Math.max(
    0,
    run.findLastIndex(({ uptimeMs }) => uptimeMs <= begin),
  );
}

function judge(
  window: readonly GoodSample[],
  { uptimeMs, reading }: GoodSample,
  config: WeighingConfig,
): Weighing {
  const { gross } = reading.value;
  const isZero = (sample: GoodSample) => Math.abs(sample.reading.value.gross) <= config.zeroBand;
  const last = window.slice(-MIN_ZEROS);
  if (last.length === MIN_ZEROS && last.every(isZero)) return { kind: "zero", gross, uptimeMs };
  if (gross < -config.zeroBand) return { kind: "below-zero", uptimeMs };
  if (gross <= config.zeroBand || !isCovered(window, config)) return { kind: "moving", uptimeMs };
  return { kind: "stable", uptimeMs, ...stableWeightOf(window, gross) };
}

function isCovered(window: readonly GoodSample[], { windowMs }: WeighingConfig): boolean {
  const [first, last] = [window.at(0), window.at(-1)];
  if (first === undefined || last === undefined) return false;
  return window.length >= MIN_SAMPLES && last.uptimeMs - first.uptimeMs >= windowMs;
}

function stableWeightOf(window: readonly GoodSample[], gross: Grams): StableWeight {
  const weights = window.map(({ reading }) => reading.value.gross);
  return {
    gross,
    samples: window.length,
    spread: Grams(Math.max(...weights) - Math.min(...weights)),
    frames: window.map(({ frame }) => frame),
  };
}
