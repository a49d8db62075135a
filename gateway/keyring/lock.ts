import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fail, ok, type Result } from "#contract/result.ts";

/** The right to write in a data folder: one process at a time has it. */
export type Lock = { release(): void };

const SQLITE_BUSY = 5;

/**
 * Node has no flock, but SQLite locks files on every system: an exclusive transaction on a database
 * that holds nothing else. The system lets go of it when the process ends, however it ends.
 *
 * @param patienceMs how long to wait, and do nothing else, for another to let go of it
 */
export function takeLock(data: string, { patienceMs = 0 } = {}): Result<Lock, "taken"> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(data, "lock.db"), { timeout: patienceMs });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (isBusy(error)) return fail("taken");
    throw error;
  }
  return ok({ release: () => database.close() });
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}
