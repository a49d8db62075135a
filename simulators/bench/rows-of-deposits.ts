import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from "node:sqlite";

/** One row to write; `key` says which row of its table a commit need write only once, null: its own. */
export type Write = {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
  readonly key: string | null;
};
/** Deposits in the order in which their journal wrote them, each with all of its rows. */
export type Rows = {
  readonly before: readonly Write[];
  readonly deposits: readonly (readonly Write[])[];
};
type Row = Record<string, SQLOutputValue>;

/** What the rows of a deposit are found by. */
const DEPOSIT = `
  CREATE TEMP VIEW deposit AS SELECT
    position, chain, holder, substr(weighed_date, 1, 7) AS month,
    data ->> '$.entry.data.stream' AS stream, data ->> '$.station' AS station,
    data ->> '$.entry.at.boot' AS boot, data ->> '$.entry.at.uptimeMs' AS uptime,
    data ->> '$.sent.uptimeMs' AS sent_uptime
  FROM entry JOIN event USING (position) WHERE entry.kind = 'deposit'`;

/** Tables in which a deposit writes rows of its own, in the order in which their triggers allow it. */
const OWN = {
  event: "event USING (position)",
  posting: "posting USING (position)",
  ledger_entry: "ledger_entry USING (position)",
  entry: "entry USING (position)",
  clock_reading: `clock_reading ON clock_reading.station = deposit.station
    AND clock_reading.boot = deposit.boot
    AND clock_reading.uptime IN (deposit.uptime, deposit.sent_uptime)`,
};

/** Tables whose rows one deposit after the other changes. */
const SHARED = {
  balance: "posting USING (position) JOIN balance USING (account, asset)",
  month: "month USING (holder, month, stream)",
  recorded: "recorded USING (holder, month, stream)",
  issued: "issued USING (month)",
  progress: "progress USING (chain)",
};

const BEFORE = {
  scheme: "scheme",
  account: "account",
  asset: "asset",
  event: "event WHERE position NOT IN (SELECT position FROM deposit)",
};

/**
 * What a gateway wrote for each deposit of a journal, to be written again without it. A shared row is
 * written as it was in the end.
 *
 * @param file a journal that the real store filled with pages of deposits, and closed
 */
export function readRows(file: string): Rows {
  const db = new DatabaseSync(file, { readOnly: true });
  db.exec(DEPOSIT);
  const before = Object.entries(BEFORE).flatMap(([table, from]) =>
    db.prepare(`SELECT * FROM ${from}`).all().map(inserted(table)),
  );
  const reading = [...readersOf(db)];
  const deposits = db
    .prepare("SELECT position FROM deposit ORDER BY position")
    .all()
    .map(({ position = null }) => reading.flatMap((read) => read(position)));
  db.close();
  return { before, deposits };
}

/** For each table, what reads a deposit's rows in it. */
function* readersOf(db: DatabaseSync): Generator<(position: SQLOutputValue) => readonly Write[]> {
  const rowsBy = (table: string, by: string) => {
    const rows = db.prepare(`SELECT ${table}.* FROM deposit JOIN ${by} WHERE deposit.position = ?`);
    return (position: SQLOutputValue) => rows.all(position);
  };
  for (const [table, by] of Object.entries(OWN)) {
    const rows = rowsBy(table, by);
    yield (position: SQLOutputValue) => rows(position).map(inserted(table));
  }
  for (const [table, by] of Object.entries(SHARED)) {
    const rows = rowsBy(table, by);
    const keys = keyColumnsOf(table, db);
    yield (position: SQLOutputValue) => rows(position).map(replaced(table, keys));
  }
}

function keyColumnsOf(table: string, db: DatabaseSync): readonly string[] {
  const columns = db.prepare("SELECT name FROM pragma_table_info(?) WHERE pk > 0").all(table);
  return columns.map(({ name }) => String(name));
}

const inserted =
  (table: string) =>
  (row: Row): Write => ({
    sql: `INSERT INTO ${table} ${valuesOf(row)}`,
    values: Object.values(row),
    key: null,
  });

const replaced =
  (table: string, keys: readonly string[]) =>
  (row: Row): Write => ({
    sql: `INSERT OR REPLACE INTO ${table} ${valuesOf(row)}`,
    values: Object.values(row),
    key: JSON.stringify([table, ...keys.map((name) => row[name])]),
  });

const valuesOf = (row: Row): string =>
  `VALUES (${Object.keys(row)
    .map(() => "?")
    .join(", ")})`;
