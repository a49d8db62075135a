import type { Timers } from "#edge/timers.ts";

/** Time that passes when told, and chance that is always 0. */
export type FakeTimers = Timers & { pass(ms: number): void };

export function openFakeTimers(): FakeTimers {
  let nowMs = 0;
  const waiting = new Set<{ readonly atMs: number; readonly action: () => void }>();
  const earliest = () => [...waiting].sort((a, b) => a.atMs - b.atMs)[0];
  return {
    now: () => nowMs,
    chance: () => 0,
    after(delayMs, action) {
      const timer = { atMs: nowMs + delayMs, action };
      waiting.add(timer);
      return () => waiting.delete(timer);
    },
    pass(ms) {
      const end = nowMs + ms;
      for (let next = earliest(); next !== undefined && next.atMs <= end; next = earliest()) {
        waiting.delete(next);
        nowMs = next.atMs;
        next.action();
      }
      nowMs = end;
    },
  };
}
