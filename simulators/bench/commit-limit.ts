import { rmSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { SCHEMA } from "#gateway/store/sqlite/schema.ts";
import type { Rows, Write } from "./rows-of-deposits.ts";

/**
 * Deposits a second that node:sqlite alone writes: the same rows, schema, triggers and full sync, the
 * rows that a commit changes several times written once in it, as the store does.
 *
 * @param perCommit deposits; those at the end that do not fill a commit are left out
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
  const commit = committerOf(db);
  commit(before);
  const batches = Array.from({ length: Math.floor(deposits.length / perCommit) }, (_, index) =>
    onceEach(deposits.slice(index * perCommit, (index + 1) * perCommit).flat()),
  );
  const begin = performance.now();
  const commitsMs = batches.map(commit);
  const perSecond = (batches.length * perCommit * 1000) / (performance.now() - begin);
  db.close();
  return { perSecond, commitsMs };
}

/** What writes in one commit, and tells how long it took, in ms. */
function committerOf(db: DatabaseSync): (writes: readonly Write[]) => number {
  const prepared = new Map<string, StatementSync>();
  const run = ({ sql, values }: Write) => {
    const statement = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, statement);
    statement.run(...values);
  };
  return (writes) => {
    const begin = performance.now();
    db.exec("BEGIN IMMEDIATE");
    writes.forEach(run);
    db.exec("COMMIT");
    return performance.now() - begin;
  };
}

/** The last of several rows that replace each other. */
function onceEach(writes: readonly Write[]): readonly Write[] {
  const kept = new Map<string, Write>();
  for (const write of writes) kept.set(write.key ?? `${kept.size}`, write);
  return [...kept.values()];
}
