import type { DatabaseSync } from "node:sqlite";
import { MinorUnits } from "#contract/units.ts";
import { type Asset, isIssuance } from "../../journal/account.ts";
import { monthOf } from "../../journal/calendar.ts";
import type { Posting } from "../../ledger/posting.ts";
import { int } from "./row.ts";

/**
 * What was issued in each month, so that a budget is compared without a walk through the postings.
 * What the open transaction adds is kept in memory and written once.
 */
export type IssuedTable = {
  /** @param date local, of the posting: the month in which it counts, whenever the bag was weighed */
  note(date: string, lines: readonly Posting[]): void;
  /** Of all months from one to another, both included, as far as it was flushed. */
  between(from: string, to: string): MinorUnits;
  flush(): void;
  forget(): void;
};

/** @param credit the asset that counts */
export function openIssuedTable(db: DatabaseSync, credit: Asset): IssuedTable {
  const sql = {
    add: db.prepare(`
      INSERT INTO issued VALUES (?, ?)
      ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`),
    between: db.prepare(
      "SELECT ifnull(sum(amount), 0) AS amount FROM issued WHERE month BETWEEN ? AND ?",
    ),
  };
  const added = new Map<string, number>();
  return {
    note(date, lines) {
      const month = monthOf(date);
      for (const { account, asset, amount } of lines) {
        if (asset !== credit || !isIssuance(account)) continue;
        added.set(month, (added.get(month) ?? 0) - amount);
      }
    },
    between: (from, to) => MinorUnits(int(sql.between.get(from, to) ?? {}, "amount")),
    flush() {
      for (const [month, amount] of added) sql.add.run(month, amount);
      added.clear();
    },
    forget: () => added.clear(),
  };
}
