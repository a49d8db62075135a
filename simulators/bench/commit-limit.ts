import { rmSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { SCHEMA } from "#gateway/store/sqlite/schema.ts";

/** Rows in the order in which their journal wrote them, by the event that brought them. */
type Statement = { readonly sql: string; readonly values: readonly SQLInputValue[] };
export type RowsOfDeposit = readonly Statement[];
export type Rows = { readonly before: RowsOfDeposit; readonly deposits: readonly RowsOfDeposit[] };

/** Written once for each deposit of its own: the journal's rows and the entry's. */
const OWN = ["event", "posting", "ledger_entry"] as const;

/**
 * What a gateway wrote for each deposit of a journal, to be written again without it.
 *
 * @param file a journal that the real store filled and closed
 */
export function readRows(file: string): Rows {
  const db = new DatabaseSync(file, { readOnly: true });
  const all = (sql: string, ...values: SQLInputValue[]) => db.prepare(sql).all(...values);
  const insert = (table: string, row: object, how = "INSERT"): Statement => {
    const values = Object.values(row) as SQLInputValue[];
    return { sql: `${how} INTO ${table} VALUES (${values.map(() => "?").join(", ")})`, values };
  };
  const before = [
    ...all("SELECT * FROM account").map((row) => insert("account", row)),
    ...all("SELECT * FROM asset").map((row) => insert("asset", row)),
    ...all("SELECT * FROM event WHERE kind <> 'entry-received'").map((row) => insert("event", row)),
  ];
  const months = new Map(
    all("SELECT * FROM month").map((row) => [`${row.holder} ${row.month} ${row.stream}`, row]),
  );
  const readings = all("SELECT * FROM clock_reading");
  const entries = all("SELECT * FROM entry ORDER BY position");
  const deposits = entries.map((entry, index) => {
    const { position = null, holder, weighed_date: date } = entry;
    const own = OWN.flatMap((table) =>
      all(`SELECT * FROM ${table} WHERE position = ?`, position).map((row) => insert(table, row)),
    );
    const postings = all("SELECT account, asset FROM posting WHERE position = ?", position);
    const month = [...months.values()].find(
      (row) => row.holder === holder && String(date).startsWith(String(row.month)),
    );
    const state = [
      ...postings.map((row) => insert("balance", { ...row, amount: index }, "INSERT OR REPLACE")),
      ...(month === undefined ? [] : [insert("month", month, "INSERT OR REPLACE")]),
      ...(month === undefined ? [] : [recorded(month, index), issued(month, index)]),
      insert(
        "progress",
        { a: entry.chain, b: index, c: 1, d: 0, e: entry.hash },
        "INSERT OR REPLACE",
      ),
    ];
    const clocks = readings.slice(2 * index, 2 * index + 2);
    return [
      ...own,
      insert("entry", entry),
      ...clocks.map((row) => insert("clock_reading", row)),
      ...state,
    ];
  });
  db.close();
  return { before, deposits };
}

function recorded(row: Record<string, unknown>, index: number): Statement {
  const { holder, month, stream, relief_year: year } = row;
  const values = [holder, month, stream, year, index, 1] as SQLInputValue[];
  return { sql: "INSERT OR REPLACE INTO recorded VALUES (?, ?, ?, ?, ?, ?)", values };
}

const issued = ({ month = null }: Record<string, SQLInputValue>, index: number): Statement => ({
  sql: "INSERT OR REPLACE INTO issued VALUES (?, ?)",
  values: [month, index],
});

/**
 * Deposits a second that node:sqlite alone writes: the same rows, schema, triggers and full sync, the
 * rows that a commit changes several times written once in it, as the store does.
 */
export function commitLimit(
  file: string,
  { before, deposits }: Rows,
  perCommit: number,
): { perSecond: number; commitsMs: readonly number[] } {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
  const db = new DatabaseSync(file);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  db.exec(SCHEMA);
  const prepared = new Map<string, ReturnType<typeof db.prepare>>();
  const run = ({ sql, values }: Statement) => {
    const statement = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, statement);
    statement.run(...values);
  };
  db.exec("BEGIN");
  before.forEach(run);
  db.exec("COMMIT");
  const batches = Array.from({ length: Math.floor(deposits.length / perCommit) }, (_, index) =>
    onceEach(deposits.slice(index * perCommit, (index + 1) * perCommit).flat()),
  );
  const commitsMs: number[] = [];
  const begin = performance.now();
  for (const batch of batches) {
    const started = performance.now();
    db.exec("BEGIN IMMEDIATE");
    batch.forEach(run);
    db.exec("COMMIT");
    commitsMs.push(performance.now() - started);
  }
  const perSecond = (batches.length * perCommit * 1000) / (performance.now() - begin);
  db.close();
  return { perSecond, commitsMs };
}

/** The last of several rows that replace each other. */
function onceEach(statements: readonly Statement[]): readonly Statement[] {
  const kept = new Map<string, Statement>();
  for (const it of statements) {
    const replaces = it.sql.startsWith("INSERT OR REPLACE");
    kept.set(replaces ? `${it.sql} ${it.values.slice(0, keyLength(it.sql))}` : `${kept.size}`, it);
  }
  return [...kept.values()];
}

function keyLength(sql: string): number {
  if (sql.includes("INTO balance")) return 2;
  const byMonth = sql.includes("INTO month") || sql.includes("INTO recorded");
  return byMonth ? 4 : 1;
}
