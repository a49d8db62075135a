import type { StatementSync } from "node:sqlite";
import * as z from "zod";
import { card, chain, hash, minorUnits, seq, utc } from "#contract/fields.ts";
import { sha256 } from "#contract/hash.ts";
import type { CardId } from "#contract/ids.ts";
import { parseJson } from "#contract/json.ts";
import { type Stamp, stamp } from "#contract/stamp.ts";

// Rows of the journal, as they leave the database. What only helps may be lost without harm.
export const entryRow = z.object({
  chain,
  seq,
  hash,
  text: z.string(),
  state: z.enum(["pending", "receipted", "dead"]),
  receipt_at: utc.nullable().catch(null),
});
export type EntryRow = z.output<typeof entryRow>;

export const chainRow = z.object({
  chain,
  number: z.int(),
  last_seq: z.int(),
  last_hash: hash.nullable(),
  pending: z.int(),
});

export const waitingRow = z.object({
  chain,
  seq,
  bytes: z.int(),
  deferred_since: utc.nullable().catch(null),
});

export const balanceRow = z.object({ balance: minorUnits, owed: minorUnits, at: utc });
export const valueRow = z.object({ value: z.string() });
export const countRow = z.object({ count: z.int() });
export const fillRow = z.object({ stream: z.string(), grams: z.int() });
export const heardRow = z.object({
  message: z.instanceof(Uint8Array),
  keys: z.instanceof(Uint8Array).nullable(),
});

/** An entry before anything of it is believed. */
export const textRow = z.object({
  chain: z.unknown(),
  seq: z.unknown(),
  hash: z.unknown(),
  text: z.unknown(),
});
export type TextRow = z.output<typeof textRow>;

const link = z.object({ chain, seq, at: stamp });
const cardHolder = z.object({ data: z.object({ card }) });
const encoder = new TextEncoder();

/** The stamp inside an entry's text, or null when the row is not the entry that was written. */
export function stampOfIntact(row: TextRow): Stamp | null {
  if (typeof row.text !== "string" || sha256(row.text) !== row.hash) return null;
  const json = parseJson(encoder.encode(row.text));
  const parsed = json.ok ? link.safeParse(json.value) : null;
  if (parsed?.success !== true) return null;
  return parsed.data.chain === row.chain && parsed.data.seq === row.seq ? parsed.data.at : null;
}

/** The card in an entry's text, or null. */
export function cardIn(text: string): CardId | null {
  const json = parseJson(encoder.encode(text));
  const parsed = json.ok ? cardHolder.safeParse(json.value) : null;
  return parsed?.success === true ? parsed.data.data.card : null;
}

type Bound = string | number;

/** Rows that are not what they should be are left out: damage is looked for elsewhere. */
export function parseRows<Schema extends z.ZodType>(
  statement: StatementSync,
  schema: Schema,
  ...values: Bound[]
): z.output<Schema>[] {
  return statement.all(...values).flatMap((row) => {
    const parsed = schema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
}

export function parseRow<Schema extends z.ZodType>(
  statement: StatementSync,
  schema: Schema,
  ...values: Bound[]
): z.output<Schema> | null {
  const parsed = schema.safeParse(statement.get(...values));
  return parsed.success ? parsed.data : null;
}
