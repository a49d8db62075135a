import { MAX_PAGE_BYTES, MAX_PAGE_ENTRIES } from "#contract/topics.ts";

/** How fast one chain's backlog may go. */
export type Pace = {
  readonly mostEntries: number;
  /** Whole pages deferred since something of this chain was last decided. */
  readonly deferrals: number;
};

export const FULL_PACE: Pace = { mostEntries: MAX_PAGE_ENTRIES, deferrals: 0 };

/** A whole page was deferred: the second time it is halved. @param entries in that page */
export function paceAfterDeferral(pace: Pace, entries: number): Pace {
  const deferrals = pace.deferrals + 1;
  const halve = deferrals % 2 === 0;
  return { deferrals, mostEntries: halve ? Math.max(1, Math.ceil(entries / 2)) : pace.mostEntries };
}

/** Something was decided: pages grow again. */
export function paceAfterAnswer(pace: Pace): Pace {
  return { deferrals: 0, mostEntries: Math.min(MAX_PAGE_ENTRIES, pace.mostEntries * 2) };
}

/** A live drop must not wait longer than this behind a page of the backlog. */
const LINE_TIME_MS = 2_000;
/** What 16 kbit/s carries in that time: the first guess. */
export const FIRST_PAGE_BYTES = 4_096;

/**
 * How many bytes the next page may have, after one took so long from publishing to PUBACK. Grows at
 * most twofold at once: a small page mostly measures the round trip.
 */
export function pageBytesAfter(pageBytes: number, sent: { bytes: number; tookMs: number }): number {
  const affordable = (sent.bytes / Math.max(1, sent.tookMs)) * LINE_TIME_MS;
  const next = Math.min(affordable, pageBytes * 2, MAX_PAGE_BYTES);
  return Math.round(Math.max(FIRST_PAGE_BYTES / 4, next));
}
