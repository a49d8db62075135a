import type { DatabaseSync } from "node:sqlite";
import type { CardId } from "#contract/ids.ts";
import type { Moment } from "../../proof/doubt.ts";
import { int, text } from "./row.ts";

/** The visits that counters of authenticating cards have served. */
export type VisitTable = {
  /** The first deposit that came with this counter; null: none did. */
  find(card: CardId, counter: number): Moment | null;
  /** Only the first is kept: whatever comes later is judged by it. */
  note(card: CardId, counter: number, at: Moment): void;
};

export function openVisitTable(db: DatabaseSync): VisitTable {
  const find = db.prepare(
    "SELECT station, boot, uptime FROM card_visit WHERE card = ? AND counter = ?",
  );
  const note = db.prepare("INSERT OR IGNORE INTO card_visit VALUES (?, ?, ?, ?, ?)");
  return {
    find(card, counter) {
      const row = find.get(card, counter);
      if (row === undefined) return null;
      const [station, boot] = [text(row, "station"), text(row, "boot")];
      return { station, boot, uptimeMs: int(row, "uptime") };
    },
    note(card, counter, { station, boot, uptimeMs }) {
      note.run(card, counter, station, boot, uptimeMs);
    },
  };
}
