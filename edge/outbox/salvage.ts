import { existsSync, renameSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { inTransaction } from "./database.ts";
import { entryRow, stampOfIntact } from "./row.ts";

/** A broken journal is kept beside the new one, with its write-ahead log, for a person to look at. */
export function setAside(file: string): string {
  let number = 1;
  while (existsSync(`${file}.damaged-${number}`)) number += 1;
  const aside = `${file}.damaged-${number}`;
  renameSync(file, aside);
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${aside}-wal`);
  return aside;
}

/** What the old file still gives, whole entries only, goes into the new one. @returns how many */
export function salvage(aside: string, into: DatabaseSync): number {
  const rows = readableRows(aside);
  const intact = rows.filter((row) => stampOfIntact(row) !== null);
  inTransaction(into, () => {
    const insertChain = into.prepare(
      `INSERT INTO chain (number, chain, last_seq, last_hash)
       VALUES ((SELECT coalesce(max(number), 0) + 1 FROM chain), ?, ?, ?)
       ON CONFLICT (chain) DO UPDATE SET last_seq = excluded.last_seq, last_hash = excluded.last_hash
       WHERE excluded.last_seq > last_seq`,
    );
    const insertEntry = into.prepare(
      `INSERT INTO entry (chain, seq, hash, text, undated_boot, state, outcome, receipt_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const row of intact) {
      insertChain.run(row.chain, row.seq, row.hash);
      const { chain, seq, hash, text, undated_boot, state, outcome, receipt_at } = row;
      insertEntry.run(chain, seq, hash, text, undated_boot, state, outcome, receipt_at);
    }
  });
  return intact.length;
}

const salvagedRow = entryRow.extend({
  undated_boot: z.string().nullable().catch(null),
  outcome: z.string().nullable().catch(null),
});
type SalvagedRow = z.output<typeof salvagedRow>;

/** From both ends inwards: a broken page ends a scan, not the rescue. */
function readableRows(aside: string): SalvagedRow[] {
  const found = new Map<string, SalvagedRow>();
  try {
    const database = new DatabaseSync(aside);
    for (const order of ["ASC", "DESC"]) readUntilBroken(database, order, found);
    database.close();
  } catch {
    // Not even a database any more: the file that was set aside is all there is.
  }
  return [...found.values()];
}

function readUntilBroken(
  database: DatabaseSync,
  order: string,
  found: Map<string, SalvagedRow>,
): void {
  try {
    const scan = database.prepare(`SELECT * FROM entry NOT INDEXED ORDER BY rowid ${order}`);
    for (const row of scan.iterate()) {
      const parsed = salvagedRow.safeParse(row);
      if (parsed.success) found.set(`${parsed.data.chain}/${parsed.data.seq}`, parsed.data);
    }
  } catch {
    // The rest cannot be read from this side.
  }
}
