import { DatabaseSync } from "node:sqlite";

/** An entry as a station or the gateway has it: two are the same only if all three are. */
export type EntryKey = `${string}/${number}/${string}`;

/** What a journal says, read with plain SQL: nothing here goes through the gateway's own code. */
export type Recount = {
  /** Ids and hashes with a recorded outcome, as often as the journal has them. */
  readonly recorded: readonly EntryKey[];
  readonly unbalanced: readonly string[];
  /** Accounts whose balance is not the sum of their postings. */
  readonly drifted: readonly string[];
  /** Accounts whose credit is not what the rule makes of their months. */
  readonly wrong: readonly string[];
  readonly integrity: string;
};

type Rates = Readonly<Record<string, { rate: number; cap: number }>>;

/** @param rates minor units a kilogram and month caps in grams, of households up to 4.8 members */
export function recount(journal: string, rates: Rates): Recount {
  const db = new DatabaseSync(journal, { readOnly: true });
  const all = (sql: string) => db.prepare(sql).all();
  const events = all(`
    SELECT data ->> '$.chain' AS chain, data ->> '$.seq' AS seq, data ->> '$.hash' AS hash
    FROM event WHERE kind = 'entry-received'`);
  const unbalanced = all(`
    SELECT position, asset, sum(amount) AS sum FROM posting GROUP BY position, asset
    HAVING sum(amount) <> 0`);
  const drifted = all(`
    SELECT name FROM balance JOIN account ON account.id = balance.account
    WHERE amount <> (SELECT total(amount) FROM posting
      WHERE posting.account = balance.account AND posting.asset = balance.asset)`);
  const result = {
    recorded: events.map(({ chain, seq, hash }): EntryKey => `${chain}/${Number(seq)}/${hash}`),
    unbalanced: unbalanced.map(({ position, asset, sum }) => `${position} ${asset} ${sum}`),
    drifted: drifted.map(({ name }) => String(name)),
    wrong: wrongCredits(db, rates),
    integrity: String(db.prepare("PRAGMA integrity_check").get()?.integrity_check),
  };
  db.close();
  return result;
}

/** The rule written down again: kilograms of the month times the rate, up to the cap, rounded once. */
function wrongCredits(db: DatabaseSync, rates: Rates): string[] {
  const months = db
    .prepare(`
      SELECT entry.holder AS holder, event.data ->> '$.entry.data.stream' AS stream,
        substr(weighed_date, 1, 7) AS month, sum(event.data ->> '$.entry.data.net') AS grams
      FROM entry JOIN event ON event.position = entry.position
      WHERE entry.outcome = 'posted' AND entry.kind = 'deposit' GROUP BY 1, 2, 3`)
    .all();
  const earned = new Map<string, number>();
  for (const { holder, stream, grams } of months) {
    const { rate, cap } = rates[String(stream)] ?? { rate: 0, cap: 0 };
    const worth = Math.floor((Math.min(Number(grams), cap) * rate) / 1_000 + 0.5);
    earned.set(String(holder), (earned.get(String(holder)) ?? 0) + worth);
  }
  const balances = db
    .prepare(`
      SELECT account.name AS name, amount FROM balance
      JOIN account ON account.id = balance.account JOIN asset ON asset.id = balance.asset
      WHERE asset.name LIKE 'QAM/%' AND account.name NOT LIKE 'issuance:%'`)
    .all();
  const held = new Map(balances.map(({ name, amount }) => [String(name), Number(amount)]));
  const accounts = new Set([...earned.keys(), ...held.keys()]);
  return [...accounts]
    .filter((account) => (earned.get(account) ?? 0) !== (held.get(account) ?? 0))
    .map(
      (account) => `${account}: ${held.get(account) ?? 0}, should be ${earned.get(account) ?? 0}`,
    );
}

/** What a station's own journal holds, receipted or not. */
export function entriesOf(outbox: string): { keys: EntryKey[]; pending: number } {
  const db = new DatabaseSync(outbox, { readOnly: true });
  const rows = db.prepare("SELECT chain, seq, hash, state FROM entry").all();
  db.close();
  return {
    keys: rows.map(({ chain, seq, hash }): EntryKey => `${chain}/${Number(seq)}/${hash}`),
    pending: rows.filter(({ state }) => state === "pending").length,
  };
}

/** Everything that is in the one and not in the other. */
export function missing(these: Iterable<EntryKey>, from: ReadonlySet<EntryKey>): EntryKey[] {
  return [...these].filter((key) => !from.has(key));
}
