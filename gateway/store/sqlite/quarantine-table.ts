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
};

/** For what cannot be judged; conflicts and refusals stay until a person decides them. */
const MAX_DEFERRED_BYTES = 16 * 1024 * 1024;

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
  const deferredBytes = () => {
    const row = sql.sums.all().find(({ kind }) => kind === "deferred");
    return row === undefined ? 0 : int(row, "bytes");
  };
  const makeRoomFor = (size: number) => {
    for (let used = deferredBytes(); used > 0 && used + size > maxDeferredBytes; ) {
      const row = sql.oldest.get();
      if (row === undefined) return;
      sql.drop.run(int(row, "id"));
      used -= int(row, "size");
    }
  };
  return {
    add,
    addDeferred(it) {
      const hash = sha256(it.raw);
      if (sql.has.get(it.chain, it.seq, hash) !== undefined) return;
      makeRoomFor(it.raw.length);
      add({ ...it, kind: "deferred", hash });
    },
    has: (chain, seq, hash) => sql.has.get(chain, seq, hash) !== undefined,
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
