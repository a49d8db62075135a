import type { Chain } from "#contract/ids.ts";
import { MAX_PAGE_BYTES, MAX_PAGE_ENTRIES } from "#contract/topics.ts";

/** An entry that waits for a receipt. */
export type Waiting = {
  readonly chain: Chain;
  readonly seq: number;
  readonly bytes: number;
  /** Deferred on its own account before: it goes alone, so that it cannot hold back others. */
  readonly alone: boolean;
};

export type Cut = { readonly chain: Chain; readonly first: number; readonly last: number };

export type CutRules = {
  isDue(entry: Waiting): boolean;
  mostEntries(chain: Chain): number;
  /** Sum of the entries' own bytes. */
  readonly mostBytes: number;
};

/**
 * The next page: the first entry that is due, and those that follow it without a gap while they are
 * due and fit. One entry always fits.
 *
 * @param waiting chain by chain, in order
 */
export function nextPage(waiting: Iterable<Waiting>, rules: CutRules): Cut | null {
  let cut: Cut | null = null;
  let bytes = 0;
  for (const entry of waiting) {
    const grown: Cut | null = cut === null ? begin(entry, rules) : extend(cut, bytes, entry, rules);
    if (grown === null && cut !== null) return cut;
    if (grown === null) continue;
    cut = grown;
    bytes += entry.bytes + 1; // and a comma
    if (entry.alone) return cut;
  }
  return cut;
}

function begin(entry: Waiting, rules: CutRules): Cut | null {
  if (!rules.isDue(entry)) return null;
  return { chain: entry.chain, first: entry.seq, last: entry.seq };
}

function extend(cut: Cut, bytes: number, entry: Waiting, rules: CutRules): Cut | null {
  const follows = entry.chain === cut.chain && entry.seq === cut.last + 1;
  const most = Math.min(rules.mostEntries(cut.chain), MAX_PAGE_ENTRIES);
  const fits = bytes + entry.bytes <= rules.mostBytes && entry.seq - cut.first < most;
  const joins = follows && fits && !entry.alone && rules.isDue(entry);
  return joins ? { ...cut, last: entry.seq } : null;
}

/** A page's frame, header and signature: at most this much of what MQTT carries. */
const FRAME_BYTES = 1_000;

/** @returns how many bytes of entries fit into a page of so many: base64url makes four of three */
export const entryBytesIn = (pageBytes: number): number =>
  Math.floor(((Math.min(pageBytes, MAX_PAGE_BYTES) - FRAME_BYTES) * 3) / 4);
