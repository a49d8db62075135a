import { type ClockLine, realMsUntil, villageAt } from "./clock-line.ts";

export type Cancel = () => void;

/** Village time, as everything that lives in the village reads it. */
export type VillageClock = {
  /** Village ms since 1970, with fractions. Never runs backwards. */
  now(): number;
  /** Village ms for each real one. */
  rate(): number;
  after(villageMs: number, action: () => void): Cancel;
};

/** A clock that can be told to go on along another line. */
export type SteeredClock = VillageClock & { follow(line: ClockLine): void };

/** The machine's own time: what the village clock is drawn over. */
export type RealTime = {
  /** CLOCK_MONOTONIC in ms: the same in all processes of a machine. */
  monotonicMs(): number;
  after(realMs: number, action: () => void): Cancel;
};

export const realTime: RealTime = {
  monotonicMs: () => Number(process.hrtime.bigint()) / 1e6,
  after(realMs, action) {
    const timer = setTimeout(action, realMs);
    return () => clearTimeout(timer);
  },
};

type Waiting = { readonly dueMs: number; readonly action: () => void };

/** One real timer serves all who wait: for the first of them, set anew whenever the line turns. */
export function openVillageClock(first: ClockLine, real: RealTime = realTime): SteeredClock {
  let line = first;
  let latest = Number.NEGATIVE_INFINITY;
  let waiting: readonly Waiting[] = [];
  let disarm: Cancel = () => {};

  function now(): number {
    latest = Math.max(latest, villageAt(line, real.monotonicMs()));
    return latest;
  }

  function arm(): void {
    disarm();
    const [next] = waiting;
    const realMs = next && realMsUntil(line, next.dueMs, real.monotonicMs());
    disarm = realMs === undefined || realMs === Infinity ? () => {} : real.after(realMs, ring);
  }

  function ring(): void {
    const time = now();
    const due = waiting.filter(({ dueMs }) => dueMs <= time);
    waiting = waiting.filter(({ dueMs }) => dueMs > time);
    for (const { action } of due) action();
    arm();
  }

  return {
    now,
    rate: () => line.rate,
    after(villageMs, action) {
      const entry = { dueMs: now() + villageMs, action };
      waiting = [...waiting, entry].sort((a, b) => a.dueMs - b.dueMs);
      if (waiting[0] === entry) arm();
      return () => {
        const wasFirst = waiting[0] === entry;
        waiting = waiting.filter((other) => other !== entry);
        if (wasFirst) arm(); // nobody's timer must not keep a process alive
      };
    },
    follow(next) {
      line = next;
      arm();
    },
  };
}
