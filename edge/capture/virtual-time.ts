import type { After } from "../drivers/driver.ts";

/** Time that passes when it is told to, so that hours take seconds and twice the same is the same. */
export type VirtualTime = {
  /** ms */
  now(): number;
  readonly after: After;
  /** Lets time pass up to then, and what is due be done, each at its moment. */
  until(ms: number): Promise<void>;
};

type Due = { readonly at: number; readonly action: () => void };

export function openVirtualTime(startMs: number): VirtualTime {
  let now = startMs;
  const due = new Set<Due>();
  return {
    now: () => now,
    after(delayMs, action) {
      const one = { at: now + delayMs, action };
      due.add(one);
      return () => due.delete(one);
    },
    async until(ms) {
      for (let next = first(due, ms); next !== null; next = first(due, ms)) {
        due.delete(next);
        now = Math.max(now, next.at);
        next.action();
        await settled();
      }
      now = Math.max(now, ms);
    },
  };
}

function first(due: ReadonlySet<Due>, ms: number): Due | null {
  let found: Due | null = null;
  for (const one of due) if (one.at <= ms && (found === null || one.at < found.at)) found = one;
  return found;
}

/** Until everything that was ready to go on has gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
