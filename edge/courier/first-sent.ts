import type { Timers } from "../timers.ts";
import { type EntryPlace, entryIdOf } from "./entry-id.ts";
import type { Cut } from "./plan.ts";

/** When each entry appended since the program began was first sent; of older ones nobody knows. */
export type FirstSent = {
  appended(entry: EntryPlace): void;
  sent(cut: Cut): void;
  /** An outcome has come: was it soon enough after the first sending to tell the time? Asked once. */
  isFresh(entry: EntryPlace): boolean;
};

const FRESH_MS = 10_000;

export function openFirstSent(timers: Pick<Timers, "now">): FirstSent {
  const firstMs = new Map<string, number | null>();
  return {
    appended: (entry) => void firstMs.set(entryIdOf(entry), null),
    sent({ chain, first, last }) {
      for (let seq = first; seq <= last; seq += 1) {
        const id = entryIdOf({ chain, seq });
        if (firstMs.get(id) === null) firstMs.set(id, timers.now());
      }
    },
    isFresh(entry) {
      const id = entryIdOf(entry);
      const sentMs = firstMs.get(id) ?? null;
      firstMs.delete(id);
      return sentMs !== null && timers.now() - sentMs < FRESH_MS;
    },
  };
}
