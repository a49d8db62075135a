import type { Result } from "#contract/result.ts";
import type { Grams } from "#contract/units.ts";

/** What a scale says of the load on it. */
export type WeightReading = {
  /** Negative below zero. */
  readonly gross: Grams;
  /** The scale's own judgement, not ours. */
  readonly stable: boolean;
} & Told;

/** What only some scales say with each weight; absent: this one does not say. */
export type Told = {
  /** It stands at its own zero. */
  readonly zero?: boolean;
  /** g: the smallest step of its indication. */
  readonly division?: Grams;
  /** It marks the weight as fit for trade, or as not. */
  readonly legal?: boolean;
};

/**
 * Why there is no weight: too much or too little on the platform, a scale that cannot weigh just now, one
 * that shows something else than the gross weight (a tare was set on it), that shows another unit than
 * grams and kilograms, that was not set to zero since it was switched on, or that reports a fault of its
 * own; a frame that says no weight; or a scale that says nothing at all.
 */
export type WeightProblem = {
  readonly code:
    | "overload"
    | "underload"
    | "busy"
    | "net"
    | "unit"
    | "not-zeroed"
    | "fault"
    | "not-a-weight"
    | "no-signal";
};

/** One frame of a scale as it was read, with what it means. */
export type Sample = {
  /** ms of the station's uptime when the frame was read. */
  readonly uptimeMs: number;
  /** The frame without its line end: what is kept for 90 days as evidence of a weight. */
  readonly frame: string;
  readonly reading: Result<WeightReading, WeightProblem>;
};
