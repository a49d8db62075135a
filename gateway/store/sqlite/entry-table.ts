import type { DatabaseSync } from "node:sqlite";
import type { Hash } from "#contract/ids.ts";
import { utcTime } from "#contract/ids.ts";
import { EpochMs, Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import type { Verdict, Weighing } from "../../journal/deposit-events.ts";
import { int, intOrNull, type Row, text, textOrNull } from "./row.ts";

/** What became of an entry: enough for its receipt, however often it is asked for. */
export type EntryRecord = {
  /** The chain's id within the database. */
  readonly chain: number;
  readonly seq: number;
  readonly hash: Hash;
  readonly prev: Hash | null;
  /** Of the event that brought it. */
  readonly position: number;
  /** Null where it is malformed. */
  readonly kind: string | null;
  readonly weighing: Weighing | null;
  readonly verdict: Verdict;
  /** g of the holder's month once it was decided: grade A or not inspected, and B. */
  readonly month: { readonly a: Grams; readonly b: Grams } | null;
};

export type Progress = {
  readonly next: number;
  readonly entries: number;
  readonly brokenLinks: number;
  /** Of the entry before `next`: most entries are linked to it, and need no look into the table. */
  readonly lastHash: Hash | null;
};

export type EntryTable = {
  find(chain: number, seq: number): EntryRecord | null;
  add(record: EntryRecord): void;
  /** Only what was decided about it; what it is never changes. */
  decideAnew(record: EntryRecord): void;
  /** The latest to come first. */
  latestDeposits(limit: number): readonly EntryRecord[];
  held(): readonly EntryRecord[];
  progress(chain: number): Progress;
  lastDeposit(chain: number): EntryRecord | null;
  /** Deposits that no tariff paid, weighed from a date on. */
  unpaidSince(date: string): readonly EntryRecord[];
  flush(): void;
  forget(): void;
};

export function openEntryTable(db: DatabaseSync): EntryTable {
  const sql = {
    find: db.prepare("SELECT * FROM entry WHERE chain = ? AND seq = ?"),
    add: db.prepare("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    decide: db.prepare(`
      UPDATE entry SET outcome = ?, reasons = ?, holder = ?, credited = ?, points = ?,
        weighed_at = ?, weighed_date = ?, weighed_from = ?, relief_year = ?, month_a = ?, month_b = ?
      WHERE chain = ? AND seq = ?`),
    latest: db.prepare("SELECT * FROM entry WHERE kind = 'deposit' ORDER BY position DESC LIMIT ?"),
    held: db.prepare("SELECT * FROM entry WHERE outcome = 'held' ORDER BY position"),
    lastDeposit: db.prepare(
      "SELECT * FROM entry WHERE chain = ? AND kind = 'deposit' ORDER BY seq DESC LIMIT 1",
    ),
    unpaid: db.prepare(`
      SELECT * FROM entry WHERE kind = 'deposit' AND outcome = 'posted'
        AND ' ' || reasons || ' ' LIKE '% not-paid %' AND weighed_date >= ? ORDER BY position`),
    progress: db.prepare("SELECT * FROM progress WHERE chain = ?"),
    setProgress: db.prepare("INSERT OR REPLACE INTO progress VALUES (?, ?, ?, ?, ?)"),
  };
  /** Read once; what the open transaction changed is written by `flush`. */
  const chains = new Map<number, Progress>();
  const changed = new Map<number, Progress>();

  const find = (chain: number, seq: number): EntryRecord | null => {
    // Most entries are the next of their chain: those need no look into the table.
    if (seq >= progress(chain).next) return null;
    const row = sql.find.get(chain, seq);
    return row === undefined ? null : recordOf(row);
  };
  const progress = (chain: number): Progress => {
    const known = chains.get(chain);
    if (known !== undefined) return known;
    const row = sql.progress.get(chain);
    const loaded =
      row === undefined
        ? { next: 1, entries: 0, brokenLinks: 0, lastHash: null }
        : {
            next: int(row, "next"),
            entries: int(row, "entries"),
            brokenLinks: int(row, "broken_links"),
            lastHash: textOrNull(row, "last_hash") as Hash | null,
          };
    chains.set(chain, loaded);
    return loaded;
  };

  return {
    find,
    progress,
    add(record) {
      const { chain, seq, hash, prev, position, kind } = record;
      const it = progress(chain);
      const before = seq === it.next ? it.lastHash : (find(chain, seq - 1)?.hash ?? null);
      const after = find(chain, seq + 1);
      sql.add.run(chain, seq, hash, prev, position, kind, ...decidedColumns(record));
      const counted = {
        ...it,
        entries: it.entries + 1,
        brokenLinks: it.brokenLinks + brokenLinks(record, before, after),
      };
      const now = seq < it.next ? counted : { ...counted, next: seq + 1, lastHash: hash };
      chains.set(chain, now);
      changed.set(chain, now);
    },
    decideAnew(record) {
      sql.decide.run(...decidedColumns(record), record.chain, record.seq);
    },
    latestDeposits: (limit) => sql.latest.all(limit).map(recordOf),
    held: () => sql.held.all().map(recordOf),
    lastDeposit(chain) {
      const row = sql.lastDeposit.get(chain);
      return row === undefined ? null : recordOf(row);
    },
    unpaidSince: (date) => sql.unpaid.all(date).map(recordOf),
    flush() {
      for (const [chain, { next, entries, brokenLinks, lastHash }] of changed) {
        sql.setProgress.run(chain, next, entries, brokenLinks, lastHash);
      }
      chains.clear();
      changed.clear();
    },
    forget() {
      chains.clear();
      changed.clear();
    },
  };
}

/** Links to both neighbours, as far as these are known; the first of a chain has no `prev`. */
function brokenLinks(it: EntryRecord, before: Hash | null, after: EntryRecord | null): number {
  const readable = it.kind !== null;
  const back = readable && (it.prev === null) !== (it.seq === 1);
  const toBefore = readable && before !== null && it.prev !== null && it.prev !== before;
  const toAfter = after !== null && after.prev !== null && after.prev !== it.hash;
  return Number(back || toBefore) + Number(toAfter);
}

function decidedColumns({ verdict, weighing, month }: EntryRecord) {
  return [
    verdict.outcome,
    verdict.reasons.join(" "),
    verdict.holder,
    verdict.credited,
    verdict.points,
    weighing === null ? null : Date.parse(weighing.time),
    weighing?.date ?? null,
    weighing?.from ?? null,
    verdict.reliefYear,
    month?.a ?? null,
    month?.b ?? null,
  ] as const;
}

function recordOf(row: Row): EntryRecord {
  const [credited, points] = [intOrNull(row, "credited"), intOrNull(row, "points")];
  const [a, b] = [intOrNull(row, "month_a"), intOrNull(row, "month_b")];
  const reasons = text(row, "reasons");
  return {
    chain: int(row, "chain"),
    seq: int(row, "seq"),
    hash: text(row, "hash") as Hash,
    prev: textOrNull(row, "prev") as Hash | null,
    position: int(row, "position"),
    kind: textOrNull(row, "kind"),
    weighing: weighingOf(row),
    verdict: {
      outcome: outcomeOf(text(row, "outcome")),
      reasons: reasons === "" ? [] : reasons.split(" "),
      holder: textOrNull(row, "holder"),
      credited: credited === null ? null : MinorUnits(credited),
      points: points === null ? null : MilliPoints(points),
      reliefYear: intOrNull(row, "relief_year"),
    },
    month: a === null || b === null ? null : { a: Grams(a), b: Grams(b) },
  };
}

function weighingOf(row: Row): Weighing | null {
  const time = intOrNull(row, "weighed_at");
  if (time === null) return null;
  const from = weighedFrom(text(row, "weighed_from"));
  return { time: utcTime(EpochMs(time)), date: text(row, "weighed_date"), from };
}

const weighedFrom = (name: string): Weighing["from"] =>
  name === "stamp" || name === "derived" ? name : "person";

function outcomeOf(name: string): Verdict["outcome"] {
  return name === "posted" || name === "held" ? name : "refused";
}
