import { Grams } from "#contract/units.ts";
import { type Arrival, unseen, watch } from "./arrival.ts";
import { overloadAbove, type WeighingConfig } from "./config.ts";
import type { Sample, WeightProblem } from "./reading.ts";
import {
  type GoodSample,
  grow,
  type StableWeight,
  type StillWindow,
  stableWeight,
} from "./stability.ts";

export type { StableWeight } from "./stability.ts";

/** A stable weight and what is to be taken off it: gross minus tare is what came. */
export type Load = StableWeight & { readonly tare: Grams };

/** What makes every weight of a scale wrong until somebody sets it right. */
export type Misset =
  | Extract<WeightProblem["code"], "net" | "unit" | "not-zeroed" | "fault">
  | "division";

/**
 * What the platform shows. `uptimeMs`: when that was last heard; null before anything was. `settled`: what
 * the scale indicates, once that has stood still as long as a weight must.
 */
export type Weighing = { readonly uptimeMs: number | null } & (
  | {
      readonly kind: "zero";
      /** As indicated. */
      readonly gross: Grams;
      readonly baseline: Grams;
      readonly settled: StableWeight | null;
    }
  | ({ readonly kind: "stable"; readonly settled: StableWeight } & Load)
  /** `isUnder`: below all that the scale can show. */
  | {
      readonly kind: "below-zero";
      readonly settled: StableWeight | null;
      readonly isUnder: boolean;
    }
  | { readonly kind: "misset"; readonly problem: Misset }
  | { readonly kind: "moving" | "overload" | "no-signal" }
);

export type WeighingState = {
  readonly window: StillWindow;
  readonly arrival: Arrival;
  /** What the scale indicates while nothing came: what is in the bin, or a platform's own zero. */
  readonly baseline: Grams;
  readonly weighing: Weighing;
};

export const initialWeighing: WeighingState = {
  window: [],
  arrival: unseen,
  baseline: Grams(0),
  weighing: { kind: "no-signal", uptimeMs: null },
};

/** Readings that an empty platform needs. */
const MIN_ZEROS = 3;

/**
 * Takes one reading. A weight is stable only when the scale's own flag says so in every reading of the
 * window, and the window holds: at least five consecutive readings, within one division, over windowMs.
 */
export function stepWeighing(
  state: WeighingState,
  sample: Sample,
  config: WeighingConfig,
): WeighingState {
  const { baseline } = state;
  const { uptimeMs } = sample;
  const nothing = { baseline, window: [], arrival: unseen };
  if (!isGood(sample)) return { ...nothing, weighing: withoutWeight(sample) };
  const { gross, division = config.division } = sample.reading.value;
  if (division !== config.division) return { ...nothing, weighing: misset("division", uptimeMs) };
  if (gross > overloadAbove(config))
    return { ...nothing, weighing: { kind: "overload", uptimeMs } };
  const standing = {
    baseline,
    window: grow(state.window, sample, config),
    arrival: watched(state.arrival, sample, config),
  };
  return { ...standing, weighing: judge(standing, sample, config) };
}

/** From now on this is what the scale indicates while nothing came. */
export function rebase(state: WeighingState, to: Grams, config: WeighingConfig): WeighingState {
  return { ...state, baseline: config.mode === "bin" ? toDivision(to, config.division) : to };
}

/** What the scale shows of what came, to its division, moving or not; null: it shows no weight. */
export function liveWeight(
  { baseline }: Pick<WeighingState, "baseline">,
  { reading }: Sample,
  { division }: Pick<WeighingConfig, "division">,
): Grams | null {
  return reading.ok ? toDivision(Grams(reading.value.gross - baseline), division) : null;
}

/** Only where it makes a difference. */
function watched(arrival: Arrival, sample: GoodSample, config: WeighingConfig): Arrival {
  const { fastestMs, windowMs, division } = config;
  return fastestMs < windowMs ? watch(arrival, sample, division) : arrival;
}

function isGood(sample: Sample): sample is GoodSample {
  return sample.reading.ok;
}

const misset = (problem: Misset, uptimeMs: number): Weighing => ({
  kind: "misset",
  problem,
  uptimeMs,
});

/** A frame that says no weight is as bad as a moving one: what was between it and the next is unknown. */
function withoutWeight({ reading, uptimeMs }: Sample): Weighing {
  const code = reading.ok ? "busy" : reading.problem.code;
  switch (code) {
    case "overload":
    case "no-signal":
      return { kind: code, uptimeMs };
    case "underload":
      return { kind: "below-zero", settled: null, isUnder: true, uptimeMs };
    case "net":
    case "unit":
    case "not-zeroed":
    case "fault":
      return misset(code, uptimeMs);
    default:
      return { kind: "moving", uptimeMs };
  }
}

type Standing = Omit<WeighingState, "weighing">;

function judge(standing: Standing, sample: GoodSample, config: WeighingConfig): Weighing {
  const { window, baseline, arrival } = standing;
  const { uptimeMs, reading } = sample;
  const { gross } = reading.value;
  const came = (it: GoodSample) => it.reading.value.gross - baseline;
  const isZero = (it: GoodSample) => Math.abs(came(it)) <= config.zeroBand;
  const last = window.slice(-MIN_ZEROS);
  const settled = stableWeight(window, config, arrival.isCalm);
  if (last.length === MIN_ZEROS && last.every(isZero))
    return { kind: "zero", gross, baseline, settled, uptimeMs };
  if (came(sample) < -config.zeroBand)
    return { kind: "below-zero", settled, isUnder: false, uptimeMs };
  if (settled === null || isZero(sample)) return { kind: "moving", uptimeMs };
  return { kind: "stable", uptimeMs, ...loadOf(settled, baseline, config), settled };
}

/** A bin's weight counts whole, and what was in it is the tare; a platform's zero is where it stands. */
function loadOf(settled: StableWeight, baseline: Grams, config: WeighingConfig): Load {
  const tare = config.mode === "bin" ? baseline : Grams(0);
  const zero = config.mode === "bin" ? 0 : baseline;
  return { ...settled, gross: toDivision(Grams(settled.gross - zero), config.division), tare };
}

/** A scale that shows more than its divisions is read to the nearest of them, half up. */
function toDivision(weight: Grams, division: Grams): Grams {
  return Grams(Math.floor((2 * weight + division) / (2 * division)) * division);
}
