import type { SQLOutputValue } from "node:sqlite";
import { assert } from "#contract/assert.ts";

/** A row as node:sqlite gives it: an object without a prototype. */
export type Row = Record<string, SQLOutputValue>;

// The database is our own: a column of another type than its table says is a bug, not an input.
export function int(row: Row, column: string): number {
  const value = row[column];
  assert(typeof value === "number", `${column} is not a number`);
  return value;
}

export function text(row: Row, column: string): string {
  const value = row[column];
  assert(typeof value === "string", `${column} is not text`);
  return value;
}

export const intOrNull = (row: Row, column: string): number | null =>
  row[column] === null ? null : int(row, column);

export const textOrNull = (row: Row, column: string): string | null =>
  row[column] === null ? null : text(row, column);
