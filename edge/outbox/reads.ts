import type { DatabaseSync } from "node:sqlite";
import type { CardId } from "#contract/ids.ts";
import {
  balanceRow,
  chainRow,
  countRow,
  fillRow,
  heardRow,
  parseRow,
  parseRows,
  stampOfIntact,
  textRow,
  valueRow,
} from "./row.ts";
import type { HeardKind, HeardMessage, OwnChain } from "./shapes.ts";

/** What the journal is asked for; and what the gateway said, which is kept beside it. */
export function reads(database: DatabaseSync) {
  const count = (state: string) =>
    database.prepare(`SELECT count(*) AS count FROM entry WHERE state = '${state}'`);
  const [pending, dead] = [count("pending"), count("dead")];
  const oldest = database.prepare(
    "SELECT chain, seq, hash, text FROM entry WHERE state = 'pending' ORDER BY rowid LIMIT 1",
  );
  const balance = database.prepare("SELECT balance, owed, at FROM balance WHERE card = ?");
  const fill = database.prepare("SELECT stream, grams FROM fill ORDER BY stream");
  const heard = database.prepare("SELECT message, keys FROM heard WHERE kind = ?");
  const remember = database.prepare(
    "INSERT OR REPLACE INTO heard (kind, message, keys) VALUES (?, ?, ?)",
  );
  const standing = database.prepare("SELECT value FROM standing WHERE name = ?");
  return {
    standing: (name: string) => parseRow(standing, valueRow, name)?.value ?? null,
    lastBalance: (card: CardId) => parseRow(balance, balanceRow, card),
    depth: () => parseRow(pending, countRow)?.count ?? 0,
    deadLetters: () => parseRow(dead, countRow)?.count ?? 0,
    oldestWaiting() {
      const row = parseRow(oldest, textRow);
      return row === null ? null : stampOfIntact(row);
    },
    fill: () => parseRows(fill, fillRow),
    recall: (kind: HeardKind) => parseRow(heard, heardRow, kind),
    remember(kind: HeardKind, { message, keys }: HeardMessage) {
      remember.run(kind, message, keys);
    },
  };
}

/** Oldest first. */
export function chainReader(database: DatabaseSync) {
  const select = database.prepare(
    `SELECT chain, number, last_seq, last_hash,
       (SELECT count(*) FROM entry WHERE entry.chain = chain.chain AND state = 'pending') AS pending
     FROM chain ORDER BY number`,
  );
  return (): OwnChain[] =>
    parseRows(select, chainRow).map(({ chain, last_seq, last_hash, pending }) => ({
      chain,
      lastSeq: last_seq,
      lastHash: last_hash,
      pending,
    }));
}
