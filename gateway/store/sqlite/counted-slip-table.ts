import type { DatabaseSync } from "node:sqlite";
import type { SlipId } from "../../journal/deposit-id.ts";
import { int } from "./row.ts";

/**
 * Which of the deposits that attendants typed in at a station counts for its slip: the same slip typed
 * twice comes twice, each time as an entry of its own.
 */
export type CountedSlipTable = {
  /** Position of the event that brought the deposit; null: none counts. */
  find(id: SlipId): number | null;
  count(id: SlipId, position: number): void;
  /** It was struck out. */
  release(position: number): void;
};

export function openCountedSlipTable(db: DatabaseSync): CountedSlipTable {
  const find = db.prepare("SELECT position FROM counted_slip WHERE station = ? AND slip = ?");
  const count = db.prepare("INSERT OR IGNORE INTO counted_slip VALUES (?, ?, ?)");
  const release = db.prepare("DELETE FROM counted_slip WHERE position = ?");
  return {
    find({ station, slip }) {
      const row = find.get(station, slip);
      return row === undefined ? null : int(row, "position");
    },
    count: ({ station, slip }, position) => void count.run(station, slip, position),
    release: (position) => void release.run(position),
  };
}
