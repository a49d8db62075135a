import type { Result } from "#contract/result.ts";
import type { Grams } from "#contract/units.ts";

/** What a scale says of the load on it. `stable` is the scale's own judgement, not ours. */
export type WeightReading = { readonly gross: Grams; readonly stable: boolean };

/**
 * Why there is no weight: too much or too little on the platform, a scale that cannot weigh just now,
 * a frame that says no weight, or a scale that says nothing at all.
 */
export type WeightProblem = {
  readonly code: "overload" | "underload" | "busy" | "not-a-weight" | "no-signal";
};

/** One frame of a scale as it was read, with what it means. */
export type Sample = {
  /** ms of the station's uptime when the frame was read. */
  readonly uptimeMs: number;
  /** The frame without its line end: what is kept for 90 days as evidence of a weight. */
  readonly frame: string;
  readonly reading: Result<WeightReading, WeightProblem>;
};
