import type { DatabaseSync } from "node:sqlite";
import { int } from "./row.ts";

/** Open disputes: the position of the event that brought the deposit, and of that which disputes it. */
export type OpenDispute = { readonly deposit: number; readonly dispute: number };

export type DisputeTable = {
  /** @returns position of the event that disputes the deposit; null where none does, or it is settled */
  find(deposit: number): number | null;
  /** The oldest first. */
  all(): readonly OpenDispute[];
  open(it: OpenDispute): void;
  /** Nothing where it is not disputed. */
  settle(deposit: number): void;
};

export function openDisputeTable(db: DatabaseSync): DisputeTable {
  const sql = {
    find: db.prepare("SELECT dispute FROM dispute WHERE deposit = ?"),
    all: db.prepare("SELECT * FROM dispute ORDER BY dispute"),
    open: db.prepare("INSERT INTO dispute (deposit, dispute) VALUES (?, ?)"),
    settle: db.prepare("DELETE FROM dispute WHERE deposit = ?"),
  };
  return {
    find(deposit) {
      const row = sql.find.get(deposit);
      return row === undefined ? null : int(row, "dispute");
    },
    all: () =>
      sql.all.all().map((row) => ({ deposit: int(row, "deposit"), dispute: int(row, "dispute") })),
    open({ deposit, dispute }) {
      sql.open.run(deposit, dispute);
    },
    settle(deposit) {
      sql.settle.run(deposit);
    },
  };
}
