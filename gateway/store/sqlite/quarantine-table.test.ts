import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, it } from "vitest";
import type { Chain } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import { openQuarantineTable, type QuarantineTable } from "./quarantine-table.ts";
import { SCHEMA } from "./schema.ts";

const chain = "c".repeat(22) as Chain;
const from = { at: EpochMs(0), station: "beitillo-01", chain, reason: "unreadable" };
const page = (seq: number, size = 1_000) => ({ ...from, seq, raw: Buffer.alloc(size, seq) });

describe("the quarantine", () => {
  let db: DatabaseSync;
  let quarantine: QuarantineTable;
  const seqs = () =>
    db
      .prepare("SELECT seq FROM deferred ORDER BY id")
      .all()
      .map(({ seq }) => seq);

  beforeEach(() => {
    db = new DatabaseSync(":memory:");
    db.exec(SCHEMA);
    db.exec("INSERT INTO event VALUES (1, 0, 'amal', 'restored', '{}')");
    quarantine = openQuarantineTable(db, 3_800); // room for three of them
  });

  it("lets the oldest that could not be judged make room, and nothing else", () => {
    const hash = "h".repeat(43);
    const { station } = from;
    const lies = { position: 1, station, chain, hash, bytes: 1_000 };
    quarantine.add({ ...lies, seq: 1, kind: "conflict" });
    quarantine.add({ ...lies, seq: 2, kind: "refused" });
    for (const seq of [3, 4, 5, 6, 7]) quarantine.defer(page(seq));
    expect(seqs()).toEqual([5, 6, 7]);
    expect(quarantine.all()).toEqual([1, 1]);
    expect(quarantine.summary()).toEqual({ conflicts: 1, refused: 1, deferred: 3, bytes: 5_000 });
  });

  it("keeps the same page once", () => {
    for (const seq of [3, 3, 3]) quarantine.defer(page(seq));
    expect(quarantine.summary()).toMatchObject({ deferred: 1, bytes: 1_000 });
  });

  it("counts what small pages take beside their bytes", () => {
    for (let seq = 1; seq <= 40; seq += 1) quarantine.defer(page(seq, 1));
    expect(quarantine.summary().deferred).toBe(14);
  });

  it("keeps room for three after a rollback, and when it is opened anew", () => {
    quarantine.defer(page(2));
    db.exec("BEGIN");
    for (const seq of [4, 5]) quarantine.defer(page(seq));
    db.exec("ROLLBACK");
    quarantine.forget();
    for (const seq of [3, 7]) quarantine.defer(page(seq));
    expect(seqs()).toEqual([2, 3, 7]);
    openQuarantineTable(db, 3_800).defer(page(8));
    expect(seqs()).toEqual([3, 7, 8]);
  });
});
