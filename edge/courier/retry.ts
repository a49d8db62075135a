const FIRST_MS = 30_000;
const LONGEST_MS = 600_000;
/** At most this part of the delay is added, so that a village does not come back at one instant. */
const JITTER = 0.2;

/**
 * How long to wait before what had no receipt, or was deferred, is sent again: 30 s doubling to 10 min.
 *
 * @param attempt 1 after the first sending
 * @param chance from 0 to below 1
 */
export function retryDelayMs(attempt: number, chance: number): number {
  const delay = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 10));
  return Math.round(delay * (1 + JITTER * chance));
}

/** What stays deferred for a day is tried once an hour from then on. */
export const STUCK_AFTER_MS = 86_400_000;
export const STUCK_RETRY_MS = 3_600_000;
