import type { DatabaseSync } from "node:sqlite";
import type { Slug } from "#contract/ids.ts";
import { MinorUnits } from "#contract/units.ts";
import type { ListedAmount } from "../../journal/council-events.ts";
import type { Expired } from "../../ledger/expiry.ts";
import { int, intOrNull, text } from "./row.ts";

/** What expired of each household by expiries that stand; one that was undone is gone. */
export type ExpiryTable = {
  /** `latest`: position of the last expiry; null where none stands. */
  of(household: Slug): Expired & { readonly latest: number | null };
  /** What one event let expire; nothing where it is undone, or no expiry. */
  by(position: number): readonly ListedAmount[];
  add(position: number, listed: ListedAmount): void;
  remove(position: number): void;
  setCorrected(household: Slug, corrected: number): void;
};

export function openExpiryTable(db: DatabaseSync): ExpiryTable {
  const sql = {
    sum: db.prepare(`
      SELECT ifnull(sum(amount), 0) AS listed, max(position) AS latest FROM expired
      WHERE household = ?`),
    corrected: db.prepare("SELECT credits FROM corrected_since_expiry WHERE household = ?"),
    setCorrected: db.prepare("INSERT OR REPLACE INTO corrected_since_expiry VALUES (?, ?)"),
    by: db.prepare("SELECT household, amount FROM expired WHERE position = ? ORDER BY household"),
    add: db.prepare("INSERT INTO expired VALUES (?, ?, ?)"),
    remove: db.prepare("DELETE FROM expired WHERE position = ?"),
  };
  return {
    of(household) {
      const row = sql.sum.get(household) ?? {};
      const corrected = sql.corrected.get(household);
      return {
        listed: int(row, "listed"),
        latest: intOrNull(row, "latest"),
        corrected: corrected === undefined ? 0 : int(corrected, "credits"),
      };
    },
    by: (position) =>
      sql.by.all(position).map((row) => ({
        household: text(row, "household"),
        amount: MinorUnits(int(row, "amount")),
      })),
    add(position, { household, amount }) {
      sql.add.run(household, position, amount);
    },
    remove(position) {
      sql.remove.run(position);
    },
    setCorrected(household, corrected) {
      sql.setCorrected.run(household, corrected);
    },
  };
}
