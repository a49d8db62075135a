import type { Chain } from "#contract/ids.ts";
import type { Timers } from "../timers.ts";
import { type EntryPlace, entryIdOf } from "./entry-id.ts";
import { retryDelayMs } from "./retry.ts";

/** How often each entry was sent on this line, and when it may go again. */
export type Attempts = {
  isDue(entry: EntryPlace): boolean;
  /** Without a receipt it goes once more, later each time. */
  sent(entry: EntryPlace): void;
  /** The same wait begins anew, or one of `delayMs`. */
  waitAnew(entry: EntryPlace, delayMs?: number): void;
  forget(entry: EntryPlace): void;
  forgetChain(chain: Chain): void;
  clear(): void;
  /** ms of the timers at which something falls due or did. */
  dueTimes(): number[];
};

export function openAttempts(timers: Pick<Timers, "now" | "chance">): Attempts {
  const held = new Map<string, { readonly count: number; readonly dueMs: number }>();

  function wait(id: string, count: number, delayMs = retryDelayMs(count, timers.chance())): void {
    held.set(id, { count, dueMs: timers.now() + delayMs });
  }

  return {
    isDue: (entry) => (held.get(entryIdOf(entry))?.dueMs ?? 0) <= timers.now(),
    sent(entry) {
      const id = entryIdOf(entry);
      wait(id, (held.get(id)?.count ?? 0) + 1);
    },
    waitAnew(entry, delayMs) {
      const id = entryIdOf(entry);
      wait(id, held.get(id)?.count ?? 1, delayMs);
    },
    forget: (entry) => void held.delete(entryIdOf(entry)),
    forgetChain(chain) {
      for (const id of held.keys()) if (id.startsWith(`${chain}/`)) held.delete(id);
    },
    clear: () => held.clear(),
    dueTimes: () => [...held.values()].map(({ dueMs }) => dueMs),
  };
}
