import { DatabaseSync } from "node:sqlite";

/** What a journal comes to, read with plain SQL: nothing here goes through the gateway's own code. */
export type Books = {
  /** `chain/seq hash outcome` of every recorded entry, sorted: the order of arrival is left out. */
  readonly entries: readonly string[];
  /** How many of them are deposits. */
  readonly deposits: number;
  /** By account and asset; those that are zero are left out. */
  readonly balances: Readonly<Record<string, number>>;
};

export function booksOf(journal: string): Books {
  const db = new DatabaseSync(journal, { readOnly: true });
  const entries = db
    .prepare(`
      SELECT event.data ->> '$.chain' AS chain, event.data ->> '$.seq' AS seq,
        event.data ->> '$.hash' AS hash, entry.outcome AS outcome, entry.kind AS kind
      FROM event JOIN entry ON entry.position = event.position WHERE event.kind = 'entry-received'`)
    .all();
  const balances = db
    .prepare(`
      SELECT account.name AS account, asset.name AS asset, sum(posting.amount) AS amount
      FROM posting JOIN account ON account.id = posting.account
      JOIN asset ON asset.id = posting.asset GROUP BY 1, 2 HAVING sum(posting.amount) <> 0`)
    .all();
  db.close();
  return {
    deposits: entries.filter(({ kind }) => kind === "deposit").length,
    entries: entries
      .map(({ chain, seq, hash, outcome }) => `${chain}/${seq} ${hash} ${outcome}`)
      .sort(),
    balances: Object.fromEntries(
      balances.map(({ account, asset, amount }) => [`${account} ${asset}`, Number(amount)]),
    ),
  };
}
