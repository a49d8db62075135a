import { assert } from "#contract/assert.ts";
import { Grams } from "#contract/units.ts";
import type { Instrument } from "../weighing/config.ts";
import { limitInService } from "./limits.ts";

/** A known weight, and what the scale showed each time it lay there. */
export type Weighed = { readonly weight: Grams; readonly shown: readonly Grams[] };

export type Measured = {
  /** What the empty scale showed: at first, and whenever a weight had been taken off. */
  readonly zeros: readonly Grams[];
  readonly weighed: readonly Weighed[];
};

export type WeightReport = {
  readonly weight: Grams;
  /** The one of its errors that is farthest from zero: shown minus true. */
  readonly error: Grams;
  /** Largest minus smallest of what was shown. */
  readonly spread: Grams;
  /** Either may be no more. */
  readonly limit: Grams;
};

export type Report = {
  /** The one of the zeros that is farthest from it. */
  readonly zero: Grams;
  readonly zeroLimit: Grams;
  readonly weights: readonly WeightReport[];
  /** How far the means of the errors lie from a straight line from zero to the heaviest, at most. */
  readonly linearity: Grams;
  readonly faults: readonly Fault[];
};
export type Fault =
  | { readonly what: "zero" }
  | { readonly what: "error" | "spread"; readonly weight: Grams };

/**
 * The errors of a scale against what the law allows in service. That the spread may be no larger than
 * the error is our own rule, and the stricter for a scale without errors.
 */
export function judge({ zeros, weighed }: Measured, scale: Instrument): Report {
  const zero = farthest(zeros);
  const zeroLimit = limitInService(Grams(0), scale);
  const weights = weighed.map((it) => reportOn(it, scale));
  const ofZero: Fault[] = Math.abs(zero) > zeroLimit ? [{ what: "zero" }] : [];
  const faults = [...ofZero, ...weights.flatMap(faultsOf)];
  return { zero, zeroLimit, weights, linearity: linearityOf({ zeros, weighed }), faults };
}

function reportOn({ weight, shown }: Weighed, scale: Instrument): WeightReport {
  return {
    weight,
    error: farthest(shown.map((grams) => Grams(grams - weight))),
    spread: Grams(Math.max(...shown) - Math.min(...shown)),
    limit: limitInService(weight, scale),
  };
}

function faultsOf({ weight, error, spread, limit }: WeightReport): Fault[] {
  const faults: Fault[] = [];
  if (Math.abs(error) > limit) faults.push({ what: "error", weight });
  if (spread > limit) faults.push({ what: "spread", weight });
  return faults;
}

function farthest(values: readonly Grams[]): Grams {
  assert(values.length > 0, "something was measured");
  return values.reduce((far, value) => (Math.abs(value) > Math.abs(far) ? value : far));
}

/** Rounded to nearest. Two points are always on one line: a single weight says nothing of it. */
function linearityOf({ zeros, weighed }: Measured): Grams {
  const points = weighed.map(({ weight, shown }) => ({ weight, error: mean(shown) - weight }));
  const last = points.toSorted((a, b) => a.weight - b.weight).at(-1);
  if (last === undefined) return Grams(0);
  const first = mean(zeros);
  const slope = (last.error - first) / last.weight;
  const off = points.map(({ weight, error }) => Math.abs(error - first - slope * weight));
  return Grams(Math.round(Math.max(...off)));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
