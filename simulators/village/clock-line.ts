import { assert } from "#contract/assert.ts";

/**
 * How village time runs on: a straight line over the machine's monotonic clock, which all its processes
 * share, up to a time that has been written down. Times are ms; village time counts from 1970.
 */
export type ClockLine = {
  /** CLOCK_MONOTONIC at the line's start. */
  readonly anchorMs: number;
  /** Village time at the line's start. */
  readonly villageMs: number;
  /** Village ms for each real one. */
  readonly rate: number;
  /** The clock stands here until it is told on: nobody reads a time that a restart could give again. */
  readonly untilMs: number;
};

export type Turn = {
  readonly rate: number;
  /** Village time to go on from; one that has passed changes nothing. */
  readonly jumpToMs?: number;
  /** Real ms for which the new line may run. */
  readonly reserveMs: number;
};

export function villageAt(line: ClockLine, monotonicMs: number): number {
  const passed = Math.max(0, monotonicMs - line.anchorMs);
  return Math.min(line.untilMs, line.villageMs + passed * line.rate);
}

/** The line that goes on from where this one is now. */
export function turned(line: ClockLine, monotonicMs: number, turn: Turn): ClockLine {
  assert(turn.rate > 0 && turn.reserveMs > 0, "village time runs forward");
  const now = villageAt(line, monotonicMs);
  const villageMs = Math.max(now, turn.jumpToMs ?? now);
  const untilMs = Math.max(line.untilMs, Math.ceil(villageMs + turn.rate * turn.reserveMs));
  return { anchorMs: monotonicMs, villageMs, rate: turn.rate, untilMs };
}

/** Real ms until a village time on this line; infinite where the line ends before. */
export function realMsUntil(line: ClockLine, villageMs: number, monotonicMs: number): number {
  if (villageMs > line.untilMs) return Number.POSITIVE_INFINITY;
  return Math.max(0, line.anchorMs + (villageMs - line.villageMs) / line.rate - monotonicMs);
}
