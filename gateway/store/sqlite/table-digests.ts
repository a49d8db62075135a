import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { text } from "./row.ts";
import { OPERATIONAL_TABLES } from "./schema.ts";

/** SHA-256, in hex, of each table's rows as JSON lines, in the order of all their columns. */
export function tableDigests(db: DatabaseSync): Readonly<Record<string, string>> {
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all()
    .map((row) => text(row, "name"))
    .filter((name) => !OPERATIONAL_TABLES.some((one) => one === name));
  return Object.fromEntries(tables.map((name) => [name, digestOf(name, db)]));
}

function digestOf(table: string, db: DatabaseSync): string {
  const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).all();
  const order = columns.map((row) => `"${text(row, "name")}"`).join(", ");
  const hash = createHash("sha256");
  for (const row of db.prepare(`SELECT * FROM "${table}" ORDER BY ${order}`).iterate()) {
    hash.update(`${JSON.stringify(Object.values(row))}\n`);
  }
  return hash.digest("hex");
}
