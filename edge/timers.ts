/**
 * Real time, for what waits on a line: re-sending, keep-alive, back-off. Kept apart from the station's
 * clock, which stamps visits and may be set, unset or (in a simulation) hurried.
 */
export type Timers = {
  /** ms, monotonic, from any origin. */
  now(): number;
  after(delayMs: number, action: () => void): Cancel;
  /** From 0 to below 1: the jitter of a delay. */
  chance(): number;
};
export type Cancel = () => void;

export const systemTimers: Timers = {
  now: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
  chance: () => Math.random(),
};
