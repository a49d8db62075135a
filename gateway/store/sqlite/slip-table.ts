import type { DatabaseSync } from "node:sqlite";
import type { SlipId } from "../../journal/deposit-id.ts";
import { int } from "./row.ts";

/** Which slips people have entered. In large letters or in small, a slip is the same. */
export type SlipTable = {
  /** Position of the event that entered it; null where nobody has. */
  find(id: SlipId): number | null;
  /** Positions of those that were weighed between two local dates, these included, as they came. */
  weighedBetween(first: string, last: string): readonly number[];
  add(id: SlipId, entered: { readonly position: number; readonly weighed: string }): void;
};

export function openSlipTable(db: DatabaseSync): SlipTable {
  const sql = {
    find: db.prepare("SELECT position FROM slip WHERE station = ? AND slip = ?"),
    between: db.prepare(
      "SELECT position FROM slip WHERE weighed_date BETWEEN ? AND ? ORDER BY position",
    ),
    add: db.prepare("INSERT INTO slip VALUES (?, ?, ?, ?)"),
  };
  return {
    find({ station, slip }) {
      const row = sql.find.get(station, slip);
      return row === undefined ? null : int(row, "position");
    },
    weighedBetween: (first, last) =>
      sql.between.all(first, last).map((row) => int(row, "position")),
    add({ station, slip }, { position, weighed }) {
      sql.add.run(station, slip, position, weighed);
    },
  };
}
