import type { DatabaseSync } from "node:sqlite";
import type { Chain, UtcTime } from "#contract/ids.ts";
import { parseRows, stampOfIntact, type TextRow, textRow, waitingRow } from "./row.ts";
import type { PageOf, WaitingEntry } from "./shapes.ts";

/** What a page is cut from. @param bury takes away an entry that is not what was written */
export function sending(database: DatabaseSync, bury: (row: TextRow) => void) {
  const select = database.prepare(
    `SELECT chain, seq, bytes, deferred_since FROM (
       SELECT entry.chain, seq, length(text) AS bytes, deferred_since, number
       FROM chain JOIN entry ON entry.chain = chain.chain WHERE state = 'pending'
     ) ORDER BY number, seq`,
  );
  const texts = database.prepare(
    `SELECT chain, seq, hash, text FROM entry
     WHERE chain = ? AND seq BETWEEN ? AND ? ORDER BY seq`,
  );
  const defer = database.prepare(
    `UPDATE entry SET deferred_since = coalesce(deferred_since, ?) WHERE chain = ? AND seq = ?
     RETURNING deferred_since AS since`,
  );
  return {
    *waiting(): Iterable<WaitingEntry> {
      for (const found of select.iterate()) {
        const { chain, seq, bytes, deferred_since } = waitingRow.parse(found);
        yield { chain, seq, bytes, deferredSince: deferred_since };
      }
    },
    textsOf({ chain, first, last }: PageOf) {
      const rows = parseRows(texts, textRow, chain, first, last);
      const torn = rows.filter((row) => stampOfIntact(row) === null);
      for (const row of torn) bury(row);
      const whole = torn.length === 0 && rows.length === last - first + 1;
      return whole ? rows.map(({ text }) => String(text)) : null;
    },
    defer(chain: Chain, seq: number, at: UtcTime): UtcTime {
      const since = defer.get(at, chain, seq)?.since;
      return typeof since === "string" ? (waitingRow.shape.deferred_since.parse(since) ?? at) : at;
    },
  };
}
