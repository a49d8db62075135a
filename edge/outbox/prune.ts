import type { DatabaseSync } from "node:sqlite";
import type { UtcTime } from "#contract/ids.ts";
import { inTransaction } from "./database.ts";

/** Receipt times are the gateway's, so a wrong clock of ours prunes nothing too early. */
export function pruner(database: DatabaseSync) {
  const windows = database.prepare(
    `DELETE FROM stability_window WHERE (chain, seq) IN (
       SELECT chain, seq FROM entry WHERE state = 'receipted' AND receipt_at < ?)`,
  );
  const entries = database.prepare(
    "DELETE FROM entry WHERE state = 'receipted' AND receipt_at < ?",
  );
  return (receiptedBefore: UtcTime): number =>
    inTransaction(database, () => {
      windows.run(receiptedBefore);
      return Number(entries.run(receiptedBefore).changes);
    });
}
