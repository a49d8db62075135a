import type { DatabaseSync } from "node:sqlite";
import type { CardId } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import type { Moment } from "../../proof/doubt.ts";
import { int, text } from "./row.ts";

/** What cards have proved so far. */
export type ProofTable = {
  /** The first that came with this counter. */
  visit(card: CardId, counter: number): Moment | null;
  /** Only of the first is anything kept. */
  noteVisit(card: CardId, counter: number, at: Moment): void;
  provedSince(card: CardId): EpochMs | null;
  /** The earliest time counts, in whatever order they come. */
  noteProved(card: CardId, weighedAt: EpochMs): void;
};

export function openProofTable(db: DatabaseSync): ProofTable {
  const sql = {
    visit: db.prepare(
      "SELECT station, boot, uptime FROM card_visit WHERE card = ? AND counter = ?",
    ),
    noteVisit: db.prepare("INSERT OR IGNORE INTO card_visit VALUES (?, ?, ?, ?, ?)"),
    since: db.prepare("SELECT since FROM proved_card WHERE card = ?"),
    noteProved: db.prepare(`
      INSERT INTO proved_card VALUES (?, ?)
      ON CONFLICT DO UPDATE SET since = min(since, excluded.since)`),
  };
  return {
    visit(card, counter) {
      const row = sql.visit.get(card, counter);
      if (row === undefined) return null;
      const [station, boot] = [text(row, "station"), text(row, "boot")];
      return { station, boot, uptimeMs: int(row, "uptime") };
    },
    noteVisit(card, counter, { station, boot, uptimeMs }) {
      sql.noteVisit.run(card, counter, station, boot, uptimeMs);
    },
    provedSince(card) {
      const row = sql.since.get(card);
      return row === undefined ? null : EpochMs(int(row, "since"));
    },
    noteProved(card, weighedAt) {
      sql.noteProved.run(card, weighedAt);
    },
  };
}
