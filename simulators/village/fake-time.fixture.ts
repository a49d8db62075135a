import type { RealTime } from "./clock.ts";

/** A machine whose time passes when it is told to, timers in their order. */
export type FakeTime = RealTime & {
  pass(ms: number): void;
  /** How many are set. */
  timers(): number;
};

export function fakeTime(startMs = 0): FakeTime {
  let now = startMs;
  let timers: { readonly at: number; readonly action: () => void }[] = [];
  return {
    monotonicMs: () => now,
    after(realMs, action) {
      const timer = { at: now + realMs, action };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    timers: () => timers.length,
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers = timers.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.action();
      }
      now = end;
    },
  };
}
