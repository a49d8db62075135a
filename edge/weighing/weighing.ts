import type { Grams } from "#contract/units.ts";
import { overloadAbove, type WeighingConfig } from "./config.ts";
import type { Sample } from "./reading.ts";
import {
  type GoodSample,
  grow,
  type StableWeight,
  type StillWindow,
  stableWeight,
} from "./stability.ts";

export type { StableWeight } from "./stability.ts";

/** What the platform shows. `uptimeMs`: when that was last heard; null before anything was. */
export type Weighing = { readonly uptimeMs: number | null } & (
  | { readonly kind: "zero"; readonly gross: Grams }
  | ({ readonly kind: "stable" } & StableWeight)
  | { readonly kind: "moving" | "overload" | "below-zero" | "no-signal" }
);

export type WeighingState = {
  readonly window: StillWindow;
  readonly weighing: Weighing;
};

export const initialWeighing: WeighingState = {
  window: [],
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

function judge(
  window: StillWindow,
  { uptimeMs, reading }: GoodSample,
  config: WeighingConfig,
): Weighing {
  const { gross } = reading.value;
  const isZero = (sample: GoodSample) => Math.abs(sample.reading.value.gross) <= config.zeroBand;
  const last = window.slice(-MIN_ZEROS);
  if (last.length === MIN_ZEROS && last.every(isZero)) return { kind: "zero", gross, uptimeMs };
  if (gross < -config.zeroBand) return { kind: "below-zero", uptimeMs };
  const weight = gross <= config.zeroBand ? null : stableWeight(window, config);
  return weight === null ? { kind: "moving", uptimeMs } : { kind: "stable", uptimeMs, ...weight };
}
