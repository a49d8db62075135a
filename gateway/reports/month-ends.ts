import { monthOf } from "../journal/calendar.ts";
import type { Balance, LedgerEntry } from "../store/ledger-row.ts";
import { runningBalances } from "./running-balances.ts";

/** What must be in the accounts that moved since the last statement, at the end of a day. */
export type BalancesAt = {
  readonly kind: "balances";
  /** Last day of a month; in the month that is still open, the day of the last entry. */
  readonly date: string;
  readonly description: string;
  readonly balances: readonly Balance[];
};

/**
 * Puts balances after the last entry of each month, and after the last of all.
 *
 * @param entries in order of date
 */
export async function* withMonthEnds(
  entries: AsyncIterable<LedgerEntry>,
): AsyncIterable<LedgerEntry | BalancesAt> {
  const running = runningBalances();
  let latest = "";
  for await (const entry of entries) {
    const month = monthOf(latest);
    if (latest !== "" && monthOf(entry.date) !== month) {
      const description = `balances at the end of ${month}`;
      yield* stated({ date: lastDayOf(month), description, balances: running.takeMoved() });
    }
    latest = entry.date;
    running.add(entry.postings);
    yield entry;
  }
  const description = `balances after the last entry, in ${monthOf(latest)}`;
  yield* stated({ date: latest, description, balances: running.takeMoved() });
}

function stated(it: Omit<BalancesAt, "kind">): readonly BalancesAt[] {
  return it.balances.length === 0 ? [] : [{ kind: "balances", ...it }];
}

/**
 * The gateway's clock may be set back between two entries; hledger checks assertions in order of
 * date. So no entry is dated before the one it follows, and a tag says what the clock said.
 */
export async function* inOrderOfDate(
  entries: AsyncIterable<LedgerEntry>,
): AsyncIterable<LedgerEntry> {
  let latest = "";
  for await (const entry of entries) {
    const { date, tags } = entry;
    if (date < latest) yield { ...entry, date: latest, tags: { ...tags, "clock-date": date } };
    else yield entry;
    if (date > latest) latest = date;
  }
}

/** @param month `YYYY-MM` */
export function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate(); // day 0 of the month after it
  return `${month}-${days}`;
}
