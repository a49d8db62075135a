import type { DatabaseSync } from "node:sqlite";
import type { Chain, Hash } from "#contract/ids.ts";
import type { Outcome, Receipt } from "#contract/receipt.ts";
import { inTransaction } from "./database.ts";
import { type Effect, effectOf } from "./release.ts";
import { cardIn, type EntryRow, entryRow, parseRow } from "./row.ts";

/** What one outcome of a receipt did here. */
export type Settled = {
  readonly chain: Chain;
  readonly seq: number;
  readonly hash: Hash;
  readonly outcome: Outcome;
  readonly effect: Exclude<Effect, "none">;
};

/** @returns takes a verified receipt, all of it in one commit; what changed nothing is left out */
export function settler(database: DatabaseSync) {
  const select = database.prepare(
    `SELECT chain, seq, hash, text, state, receipt_at FROM entry WHERE chain = ? AND seq = ?`,
  );
  const update = database.prepare(
    `UPDATE entry SET state = ?, outcome = ?, receipt_at = ?, deferred_since = NULL
     WHERE chain = ? AND seq = ?`,
  );
  const setBalance = database.prepare(
    `INSERT INTO balance (card, balance, owed, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (card) DO UPDATE SET balance = excluded.balance, owed = excluded.owed, at = excluded.at
     WHERE excluded.at >= at`,
  );

  const settleOne = ({ chain, at }: Receipt, outcome: Outcome): Settled | null => {
    const row = parseRow(select, entryRow, chain, outcome.seq);
    const effect = effectOf(row && keptEntryOf(row), outcome, at);
    if (row === null || effect === "none") return null;
    const state = effect === "release" ? "receipted" : "dead";
    update.run(state, JSON.stringify(outcome), at, chain, outcome.seq);
    const { balance, owed } = outcome;
    const card = balance === null ? null : cardIn(row.text);
    if (card !== null) setBalance.run(card, balance, owed ?? 0, at);
    return { chain, seq: outcome.seq, hash: row.hash, outcome, effect };
  };

  return (receipt: Receipt): Settled[] =>
    inTransaction(database, () =>
      receipt.outcomes.map((outcome) => settleOne(receipt, outcome)).filter((it) => it !== null),
    );
}

const keptEntryOf = ({ state, hash, receipt_at }: EntryRow) => ({
  state,
  hash,
  receiptAt: receipt_at,
});
