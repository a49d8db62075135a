import type { DatabaseSync } from "node:sqlite";
import { assert } from "#contract/assert.ts";
import { isDeposit, MAX_ENTRY_BYTES, parseEntry } from "#contract/entry.ts";
import { sha256 } from "#contract/hash.ts";
import type { Chain, Hash } from "#contract/ids.ts";
import { canonicalJson, type JsonObject } from "#contract/json.ts";
import type { Stamp } from "#contract/stamp.ts";
import { inTransaction } from "./database.ts";

export type NewEntry = {
  readonly kind: string;
  /** For a deposit the moment of weighing. */
  readonly at: Stamp;
  readonly data: JsonObject;
  /** The raw frames of the stability window, whose SHA-256 is in `data.scale.window`. */
  readonly window?: Uint8Array;
  /** What stands from this entry on, by name. */
  readonly sets?: Readonly<Record<string, string>>;
};

export type AppendedEntry = { readonly chain: Chain; readonly seq: number; readonly hash: Hash };

/** The end of the chain that is weighed into. */
export type ChainEnd = {
  readonly chain: Chain;
  readonly lastSeq: number;
  readonly lastHash: Hash | null;
};

/**
 * An entry is encoded here, once; what is sent later, however often, are these very bytes.
 *
 * @throws AssertionError when it is no entry under the contract: a caller's bug
 */
export function encodeEntry(entry: NewEntry, end: ChainEnd) {
  const { kind, at, data } = entry;
  const seq = end.lastSeq + 1;
  const json = { chain: end.chain, seq, prev: end.lastHash, kind, at: { ...at }, data };
  const parsed = parseEntry(json);
  assert(parsed.ok, parsed.ok ? "" : `not an entry: ${parsed.problem.detail}`);
  const text = canonicalJson(json);
  assert(text.ok && text.value.length <= MAX_ENTRY_BYTES, "an entry is at most 1 KiB of ASCII");
  return { entry: parsed.value, seq, text: text.value, hash: sha256(text.value) };
}

/** @returns appends in one durable commit: the entry, its window, the chain's new end, the bin's new level, and what it sets */
export function appender(database: DatabaseSync) {
  const insertEntry = database.prepare(
    `INSERT INTO entry (chain, seq, hash, text, undated_boot, state)
     VALUES (?, ?, ?, ?, ?, 'pending')`,
  );
  const insertWindow = database.prepare(
    "INSERT INTO stability_window (hash, chain, seq, frames) VALUES (?, ?, ?, ?)",
  );
  const moveEnd = database.prepare(
    "UPDATE chain SET last_seq = ?, last_hash = ? WHERE chain = ? AND last_seq = ?",
  );
  const fillBin = database.prepare(
    `INSERT INTO fill (stream, grams) VALUES (?, ?)
     ON CONFLICT (stream) DO UPDATE SET grams = grams + excluded.grams`,
  );
  const emptyBin = database.prepare("DELETE FROM fill WHERE stream = ? OR ? IS NULL");
  const set = database.prepare("INSERT OR REPLACE INTO standing (name, value) VALUES (?, ?)");

  return (added: NewEntry, end: ChainEnd): AppendedEntry => {
    const { entry, seq, text, hash } = encodeEntry(added, end);
    const deposit = isDeposit(entry) ? entry.data : null;
    const undated = deposit !== null && entry.at.clock === "unset" ? entry.at.boot : null;
    inTransaction(database, () => {
      insertEntry.run(end.chain, seq, hash, text, undated);
      if (added.window !== undefined) {
        insertWindow.run(sha256(added.window), end.chain, seq, added.window);
      }
      const moved = moveEnd.run(seq, hash, end.chain, end.lastSeq);
      assert(moved.changes === 1, "the chain's end moved by one");
      if (deposit !== null) fillBin.run(deposit.stream, deposit.net);
      const emptied = added.kind === "emptied" ? added.data.stream : undefined;
      if (typeof emptied === "string" || emptied === null) emptyBin.run(emptied, emptied);
      for (const [name, value] of Object.entries(added.sets ?? {})) set.run(name, value);
    });
    return { chain: end.chain, seq, hash };
  };
}
