import { existsSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { FileToMend } from "../files.ts";
import { MIGRATIONS, SCHEMA, SCHEMA_VERSION } from "./schema.ts";

/** The disk has no room for another entry: nothing of it was written, and weighing must stop visibly. */
export class OutboxFull extends Error {
  override readonly name = "OutboxFull";
}

/** Another process has this journal open. */
export class OutboxInUse extends Error {
  override readonly name = "OutboxInUse";
}

/** The file is no sound database any more. */
export class OutboxDamaged extends Error {
  override readonly name = "OutboxDamaged";
}

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;
/** SQLITE_ERROR, SQLITE_CORRUPT, SQLITE_NOTADB. */
const DAMAGE_CODES: ReadonlySet<number> = new Set([1, 11, 26]);

/**
 * @throws OutboxInUse
 * @throws OutboxDamaged when SQLite finds fault with the file
 */
export function openDatabase(file: string): DatabaseSync {
  if (isStump(file)) throw new OutboxDamaged(`${file} is cut off`);
  const database = new DatabaseSync(file);
  try {
    // Exclusive: one station, one journal; it also spares the shared-memory file.
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    database.exec("PRAGMA foreign_keys = ON; BEGIN IMMEDIATE; COMMIT");
    migrate(database, file);
    checkIntegrity(database, file);
    return database;
  } catch (error) {
    database.close();
    if (primaryCode(error) === SQLITE_BUSY) {
      throw new OutboxInUse(`${file} is in use: this station is already running.`);
    }
    throw isDamage(error) ? new OutboxDamaged(`${file}: ${error}`) : error;
  }
}

/** SQLite says that the file is not what was written, or cannot find a table or column in it. */
export function isDamage(error: unknown): boolean {
  return error instanceof OutboxDamaged || DAMAGE_CODES.has(primaryCode(error) ?? -1);
}

function migrate(database: DatabaseSync, file: string): void {
  const version = Number(database.prepare("PRAGMA user_version").get()?.user_version);
  if (version > SCHEMA_VERSION) {
    throw new FileToMend(`${file} was written by a newer program: use that one.`);
  }
  if (version === SCHEMA_VERSION) return;
  inTransaction(database, () => {
    database.exec(version === 0 ? SCHEMA : sinceVersion(version));
  });
}

function sinceVersion(version: number): string {
  const steps = Array.from({ length: SCHEMA_VERSION - version }, (_, i) => MIGRATIONS[version + i]);
  return [...steps, `PRAGMA user_version = ${SCHEMA_VERSION};`].join("\n");
}

/** The whole check, not the quick one: a partial index that lost a row would hide an unsent entry. */
function checkIntegrity(database: DatabaseSync, file: string): void {
  const answer = database.prepare("PRAGMA integrity_check(1)").get()?.integrity_check;
  if (answer !== "ok") throw new OutboxDamaged(`${file}: ${String(answer)}`);
  const orphan = database.prepare("PRAGMA foreign_key_check").get();
  if (orphan !== undefined) throw new OutboxDamaged(`${file}: an entry of no chain`);
}

const SMALLEST_DATABASE_BYTES = 512;

/** SQLite would take it for a new, empty file. */
function isStump(file: string): boolean {
  const size = existsSync(file) ? statSync(file).size : 0;
  return size > 0 && size < SMALLEST_DATABASE_BYTES;
}

/**
 * All of the work, on the disk when this returns, or none of it.
 *
 * @throws OutboxFull
 */
export function inTransaction<Value>(database: DatabaseSync, work: () => Value): Value {
  database.exec("BEGIN IMMEDIATE");
  try {
    const value = work();
    database.exec("COMMIT");
    return value;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    if (isFull(error)) throw new OutboxFull("the disk is full");
    throw error;
  }
}

/** There was no room for what was to be written; nothing of it was. */
export function isFull(error: unknown): boolean {
  return error instanceof OutboxFull || primaryCode(error) === SQLITE_FULL;
}

/** SQLite's own number of what went wrong, without the extension in its upper bits. */
function primaryCode(error: unknown): number | null {
  const hasCode = typeof error === "object" && error !== null && "errcode" in error;
  return hasCode && typeof error.errcode === "number" ? error.errcode & 0xff : null;
}
