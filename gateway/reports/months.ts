import { monthOf } from "../journal/calendar.ts";
import type { Balance, LedgerEntry } from "../store/ledger-row.ts";
import { runningBalances } from "./running-balances.ts";

/** `YYYY-MM`, both included; null: from the very first, to the very last. */
export type Months = { readonly from: string | null; readonly to: string | null };
export const ALL_MONTHS: Months = { from: null, to: null };

/**
 * The entries of some months, after one that brings in what the accounts held before them: so a long
 * journal can be checked part by part, each ending with the balances that the next one opens with.
 *
 * @param entries in order of date
 */
export async function* inMonths(
  entries: AsyncIterable<LedgerEntry>,
  { from, to }: Months,
): AsyncIterable<LedgerEntry> {
  const before = runningBalances();
  let last = 0;
  const opening = () => openingOf({ last, from: from ?? "" }, before.takeMoved());
  for await (const entry of entries) {
    const month = monthOf(entry.date);
    if (to !== null && month > to) break;
    if (from === null || month >= from) {
      yield* opening();
      yield entry;
    } else {
      before.add(entry.postings);
      last = entry.position;
    }
  }
  yield* opening();
}

/**
 * @param held taken once: nothing is left to bring in afterwards
 * @returns one entry, under the position of the last one before it; none where nothing is held
 */
function openingOf(
  { last, from }: { readonly last: number; readonly from: string },
  held: readonly Balance[],
): readonly LedgerEntry[] {
  const postings = held.filter(({ amount }) => amount !== 0);
  if (postings.length === 0) return [];
  const description = "balances brought forward";
  const head = { position: last, date: `${from}-01`, kind: "brought-forward", description };
  return [{ ...head, tags: {}, postings }];
}
