import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { canonicalHash, sha256 } from "#contract/hash.ts";
import { utcTime } from "#contract/ids.ts";
import type { Json } from "#contract/json.ts";
import {
  SAMPLE_TIME_MS,
  SAMPLE_WINDOW,
  sampleDeposit,
  sampleStamp,
} from "#simulators/gateway/samples.ts";
import { first, outboxBed, receiptOf } from "./bed.fixture.ts";
import { OutboxFull } from "./database.ts";
import { type Outbox, openOutbox } from "./outbox.ts";

const bed = outboxBed();
const { inFile, restart, drop, waitingSeqs, crashCopy } = bed;

describe("append", () => {
  it("numbers and links the entries of a chain", () => {
    const entries = [drop(), drop(), drop()];
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    const texts = bed.outbox.textsOf({ chain: first, first: 1, last: 3 }) ?? [];
    const json = texts.map((text) => JSON.parse(text));
    expect(json.map(({ prev }) => prev)).toEqual([null, entries[0]?.hash, entries[1]?.hash]);
    expect(json.map((it: Json) => canonicalHash(it))).toEqual(entries.map(({ hash }) => hash));
  });

  it("is on the disk when it returns", () => {
    drop();
    expect(waitingSeqs(crashCopy())).toEqual([1]);
  });

  it("refuses what is no entry under the contract, and keeps nothing of it", () => {
    const data = { ...sampleDeposit(), net: 1 };
    expect(() => bed.outbox.append({ kind: "deposit", at: sampleStamp(), data })).toThrow(/net/);
    const long = { note: "x".repeat(1024) };
    expect(() => bed.outbox.append({ kind: "opened", at: sampleStamp(), data: long })).toThrow(
      /1024/,
    );
    expect(bed.outbox.depth()).toBe(0);
    expect(drop().seq).toBe(1);
  });

  it("says that the disk is full, writes nothing, and goes on when there is room", () => {
    drop();
    restart((path) => openOutboxWithPages(path, 24));
    let kept = 1;
    expect(() => {
      for (; kept < 500; kept += 1) drop();
    }).toThrow(OutboxFull);
    expect(waitingSeqs().length).toBe(kept);
    restart();
    expect(drop().seq).toBe(kept + 1);
  });

  it("keeps the window of frames until its deposit is forgotten", () => {
    const entry = bed.outbox.append({
      kind: "deposit",
      at: sampleStamp(),
      data: sampleDeposit(),
      window: SAMPLE_WINDOW,
    });
    expect(windows()).toEqual([sha256(SAMPLE_WINDOW)]);
    bed.outbox.settle(receiptOf([entry]));
    bed.outbox.prune(utcTime(SAMPLE_TIME_MS + 2_000));
    expect(windows()).toEqual([]);
  });

  it("knows how full each bin is since it was emptied", () => {
    drop();
    drop();
    expect(bed.outbox.fill()).toEqual([{ stream: "plastic", grams: 8640 }]);
    bed.outbox.append({ kind: "emptied", at: sampleStamp(), data: { stream: "plastic" } });
    expect(bed.outbox.fill()).toEqual([]);
  });
});

/** A disk of a given size: SQLite answers SQLITE_FULL beyond it. */
function openOutboxWithPages(path: string, pages: number): Outbox {
  const exec = DatabaseSync.prototype.exec;
  let capped = false;
  DatabaseSync.prototype.exec = function (sql: string) {
    exec.call(this, sql);
    if (capped) return;
    capped = true;
    this.prepare(`PRAGMA max_page_count = ${pages}`).get();
  };
  try {
    return openOutbox(path);
  } finally {
    DatabaseSync.prototype.exec = exec;
  }
}

const windows = () =>
  inFile((database) => database.prepare("SELECT hash FROM stability_window").all()).map(
    ({ hash }) => hash,
  );
