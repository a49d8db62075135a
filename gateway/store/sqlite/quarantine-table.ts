import type { DatabaseSync } from "node:sqlite";
import { sha256 } from "#contract/hash.ts";
import type { Chain, Slug } from "#contract/ids.ts";
import type { EpochMs } from "#contract/units.ts";
import type { QuarantineSummary } from "../store.ts";
import { int } from "./row.ts";

export type Quarantined = {
  readonly kind: "deferred" | "conflict" | "refused";
  readonly at: EpochMs;
  readonly station: Slug;
  readonly chain: Chain;
  readonly seq: number;
  readonly hash: string;
  readonly reason: string;
  readonly raw: Uint8Array;
};

export type QuarantineTable = {
  /** @returns false where this very thing lies here already */
  add(it: Quarantined): boolean;
  /** What could not be judged: the oldest makes room, since its station still has it. */
  addDeferred(it: Omit<Quarantined, "kind" | "hash">): void;
  has(chain: Chain, seq: number, hash: string): boolean;
  summary(): QuarantineSummary;
  /** After ROLLBACK. */
  forget(): void;
};

/** For what cannot be judged; conflicts and refusals stay until a person decides them. */
const MAX_DEFERRED_BYTES = 16 * 1024 * 1024;
/** What a row takes beside its raw bytes, about: many small pages must not fill a disk either. */
const ROW_BYTES = 256;

export function openQuarantineTable(
  db: DatabaseSync,
  maxDeferredBytes = MAX_DEFERRED_BYTES,
): QuarantineTable {
  const sql = {
    add: db.prepare(`
      INSERT OR IGNORE INTO quarantine (kind, at, station, chain, seq, hash, reason, raw)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
    has: db.prepare("SELECT 1 FROM quarantine WHERE chain = ? AND seq = ? AND hash = ?"),
    oldest: db.prepare(
      "SELECT id, length(raw) AS size FROM quarantine WHERE kind = 'deferred' ORDER BY id LIMIT 1",
    ),
    drop: db.prepare("DELETE FROM quarantine WHERE id = ?"),
    sums: db.prepare(
      "SELECT kind, count(*) AS n, sum(length(raw)) AS bytes FROM quarantine GROUP BY kind",
    ),
  };
  const add = (it: Quarantined): boolean => {
    const { kind, at, station, chain, seq, hash, reason, raw } = it;
    return sql.add.run(kind, at, station, chain, seq, hash, reason, raw).changes === 1;
  };
  /** Null until it is needed: to add it up for every page would take the longer the fuller it is. */
  let deferredBytes: number | null = null;
  const sumDeferred = () => {
    const row = sql.sums.all().find(({ kind }) => kind === "deferred");
    return row === undefined ? 0 : int(row, "bytes") + ROW_BYTES * int(row, "n");
  };
  /** @returns what is used then */
  const makeRoomFor = (size: number): number => {
    let used = deferredBytes ?? sumDeferred();
    while (used + size > maxDeferredBytes) {
      const row = sql.oldest.get();
      if (row === undefined) return 0;
      sql.drop.run(int(row, "id"));
      used -= int(row, "size") + ROW_BYTES;
    }
    return used;
  };
  return {
    add,
    addDeferred(it) {
      const hash = sha256(it.raw);
      if (sql.has.get(it.chain, it.seq, hash) !== undefined) return;
      const size = it.raw.length + ROW_BYTES;
      deferredBytes = makeRoomFor(size) + size;
      add({ ...it, kind: "deferred", hash });
    },
    has: (chain, seq, hash) => sql.has.get(chain, seq, hash) !== undefined,
    forget() {
      deferredBytes = null;
    },
    summary() {
      const rows = new Map(sql.sums.all().map((row) => [row.kind, row]));
      const count = (kind: string) => {
        const row = rows.get(kind);
        return row === undefined ? 0 : int(row, "n");
      };
      const bytes = [...rows.values()].reduce((sum, row) => sum + int(row, "bytes"), 0);
      return {
        deferred: count("deferred"),
        conflicts: count("conflict"),
        refused: count("refused"),
        bytes,
      };
    },
  };
}
