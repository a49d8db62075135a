import type { DatabaseSync } from "node:sqlite";
import { sha256 } from "#contract/hash.ts";
import type { Chain, Slug } from "#contract/ids.ts";
import type { EpochMs } from "#contract/units.ts";
import type { QuarantineSummary } from "../store.ts";
import { int } from "./row.ts";

/** Which entry a station sent: the same id may come with another hash. */
export type SentEntry = { readonly chain: Chain; readonly seq: number; readonly hash: string };

/** A signed entry that cannot be recorded as it is; the event at `position` holds its text. */
export type SetAside = SentEntry & {
  readonly position: number;
  readonly kind: "conflict" | "refused";
  readonly station: Slug;
  readonly bytes: number;
};

/** A page that could not be judged. */
export type DeferredPage = Omit<SentEntry, "hash"> & {
  readonly at: EpochMs;
  readonly station: Slug;
  readonly reason: string;
  readonly raw: Uint8Array;
};

export type QuarantineTable = {
  add(it: SetAside): void;
  /** Position of the event that holds it; null where no such thing lies here. */
  find(entry: SentEntry): number | null;
  /** Positions, the oldest first. */
  all(): readonly number[];
  /** The oldest makes room, since its station still has it. */
  defer(page: DeferredPage): void;
  summary(): QuarantineSummary;
  /** After ROLLBACK. */
  forget(): void;
};

const MAX_DEFERRED_BYTES = 16 * 1024 * 1024;
/** What a row takes beside its raw bytes, about: many small pages must not fill a disk either. */
const ROW_BYTES = 256;

export function openQuarantineTable(
  db: DatabaseSync,
  maxDeferredBytes = MAX_DEFERRED_BYTES,
): QuarantineTable {
  const sql = {
    add: db.prepare(`
      INSERT INTO quarantine (position, kind, station, chain, seq, hash, bytes)
      VALUES (?, ?, ?, ?, ?, ?, ?)`),
    find: db.prepare("SELECT position FROM quarantine WHERE chain = ? AND seq = ? AND hash = ?"),
    all: db.prepare("SELECT position FROM quarantine ORDER BY position"),
    sums: db.prepare(
      "SELECT kind, count(*) AS n, sum(bytes) AS bytes FROM quarantine GROUP BY kind",
    ),
    defer: db.prepare(`
      INSERT INTO deferred (at, station, chain, seq, hash, reason, raw) VALUES (?, ?, ?, ?, ?, ?, ?)`),
    isDeferred: db.prepare("SELECT 1 FROM deferred WHERE chain = ? AND seq = ? AND hash = ?"),
    oldest: db.prepare("SELECT id, length(raw) AS size FROM deferred ORDER BY id LIMIT 1"),
    drop: db.prepare("DELETE FROM deferred WHERE id = ?"),
    deferred: db.prepare(
      "SELECT count(*) AS n, ifnull(sum(length(raw)), 0) AS bytes FROM deferred",
    ),
  };
  const deferred = () => {
    const row = sql.deferred.get() ?? {};
    return { pages: int(row, "n"), bytes: int(row, "bytes") };
  };
  /** Null until it is needed: to add it up for every page would take the longer the fuller it is. */
  let deferredBytes: number | null = null;
  /** @returns what is used then */
  const makeRoomFor = (size: number): number => {
    const { pages, bytes } = deferredBytes === null ? deferred() : { pages: 0, bytes: 0 };
    let used = deferredBytes ?? bytes + ROW_BYTES * pages;
    while (used + size > maxDeferredBytes) {
      const row = sql.oldest.get();
      if (row === undefined) return 0;
      sql.drop.run(int(row, "id"));
      used -= int(row, "size") + ROW_BYTES;
    }
    return used;
  };
  return {
    add({ position, kind, station, chain, seq, hash, bytes }) {
      sql.add.run(position, kind, station, chain, seq, hash, bytes);
    },
    find({ chain, seq, hash }) {
      const row = sql.find.get(chain, seq, hash);
      return row === undefined ? null : int(row, "position");
    },
    all: () => sql.all.all().map((row) => int(row, "position")),
    defer({ at, station, chain, seq, reason, raw }) {
      const hash = sha256(raw);
      if (sql.isDeferred.get(chain, seq, hash) !== undefined) return;
      const size = raw.length + ROW_BYTES;
      deferredBytes = makeRoomFor(size) + size;
      sql.defer.run(at, station, chain, seq, hash, reason, raw);
    },
    forget() {
      deferredBytes = null;
    },
    summary() {
      const rows = new Map(sql.sums.all().map((row) => [row.kind, row]));
      const count = (kind: string) => {
        const row = rows.get(kind);
        return row === undefined ? 0 : int(row, "n");
      };
      const aside = [...rows.values()].reduce((sum, row) => sum + int(row, "bytes"), 0);
      const { pages, bytes } = deferred();
      return {
        deferred: pages,
        conflicts: count("conflict"),
        refused: count("refused"),
        bytes: aside + bytes,
      };
    },
  };
}
