import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { canonicalHash, sha256 } from "#contract/hash.ts";
import type { Chain, Hash } from "#contract/ids.ts";
import { utcTime } from "#contract/ids.ts";
import type { Json } from "#contract/json.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import type { Outcome, OutcomeName, Receipt } from "#contract/receipt.ts";
import { MinorUnits } from "#contract/units.ts";
import {
  SAMPLE_BOOT,
  SAMPLE_TIME_MS,
  SAMPLE_WINDOW,
  sampleCard,
  sampleDeposit,
  sampleStamp,
} from "#simulators/gateway/samples.ts";
import { OutboxFull, OutboxInUse } from "./database.ts";
import { type Outbox, openOutbox } from "./outbox.ts";

const first = generateSigningKey().id;
const second = generateSigningKey().id;
const DAY_MS = 86_400_000;

let folder: string;
let file: string;
let outbox: Outbox;
const opened: Outbox[] = [];

const open = (path = file) => {
  const it = openOutbox(path);
  opened.push(it);
  return it;
};
const close = (it: Outbox) => {
  opened.splice(opened.indexOf(it), 1);
  it.close();
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qamama-outbox-"));
  file = join(folder, "outbox.db");
  outbox = open();
  outbox.beginChain(first);
});
afterEach(() => {
  for (const it of opened.splice(0)) it.close();
  rmSync(folder, { recursive: true });
});

const drop = (it = outbox, clock: "synced" | "unset" = "synced", card = sampleCard("amal")) =>
  it.append({ kind: "deposit", at: sampleStamp(0, clock), data: sampleDeposit(card) });

const receiptOf = (
  entries: readonly { seq: number; hash: Hash | null }[],
  outcome: OutcomeName = "posted",
  more: Partial<Outcome> & { at?: number; chain?: Chain } = {},
): Receipt => ({
  v: 1,
  scheme: "beitillo",
  station: "beitillo-01",
  chain: more.chain ?? first,
  at: utcTime(more.at ?? SAMPLE_TIME_MS + 1_000),
  outcomes: entries.map(({ seq, hash }) => ({
    seq,
    hash,
    outcome,
    repeat: false,
    reasons: [],
    credited: null,
    points: null,
    balance: more.balance ?? null,
    owed: more.owed ?? null,
  })),
});
const waitingSeqs = (it = outbox) => [...it.waiting()].map(({ seq }) => seq);
const textOf = (seq: number, chain = first, it = outbox) =>
  it.textsOf({ chain, first: seq, last: seq })?.[0] ?? "";

/** What the disk holds after the machine died at this instant: the files as they are. */
function crashCopy(): Outbox {
  const copy = join(mkdtempSync(join(folder, "crash-")), "outbox.db");
  copyFileSync(file, copy);
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
  return open(copy);
}

/** Changes a closed journal behind its back. */
function tamper(sql: string): void {
  close(outbox);
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
  outbox = open();
}

describe("append", () => {
  it("numbers and links the entries of a chain", () => {
    const entries = [drop(), drop(), drop()];
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    const texts = outbox.textsOf({ chain: first, first: 1, last: 3 }) ?? [];
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
    expect(() => outbox.append({ kind: "deposit", at: sampleStamp(), data })).toThrow(/net/);
    const long = { note: "x".repeat(1024) };
    expect(() => outbox.append({ kind: "opened", at: sampleStamp(), data: long })).toThrow(/1024/);
    expect(outbox.depth()).toBe(0);
    expect(drop().seq).toBe(1);
  });

  it("says that the disk is full, writes nothing, and goes on when there is room", () => {
    drop();
    close(outbox);
    const path = file;
    outbox = openOutboxWithPages(path, 24);
    let kept = 1;
    expect(() => {
      for (; kept < 500; kept += 1) drop();
    }).toThrow(OutboxFull);
    expect(waitingSeqs().length).toBe(kept);
    close(outbox);
    outbox = open();
    expect(drop().seq).toBe(kept + 1);
  });

  it("keeps the window of frames until its deposit is forgotten", () => {
    const entry = outbox.append({
      kind: "deposit",
      at: sampleStamp(),
      data: sampleDeposit(),
      window: SAMPLE_WINDOW,
    });
    expect(windowsIn()).toEqual([sha256(SAMPLE_WINDOW)]);
    outbox = open();
    outbox.settle(receiptOf([entry]));
    outbox.prune(utcTime(SAMPLE_TIME_MS + 2_000));
    expect(windowsIn()).toEqual([]);
    outbox = open();
  });

  it("knows how full each bin is since it was emptied", () => {
    drop();
    drop();
    expect(outbox.fill()).toEqual([{ stream: "plastic", grams: 8640 }]);
    outbox.append({ kind: "emptied", at: sampleStamp(), data: { stream: "plastic" } });
    expect(outbox.fill()).toEqual([]);
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
    return open(path);
  } finally {
    DatabaseSync.prototype.exec = exec;
  }
}

function windowsIn(): unknown[] {
  close(outbox);
  const database = new DatabaseSync(file);
  const rows = database.prepare("SELECT hash FROM stability_window").all();
  database.close();
  return rows.map(({ hash }) => hash);
}

describe("settle", () => {
  it.each([
    ["posted", 0, 0],
    ["held", 0, 0],
    ["refused", 0, 1],
    ["conflict", 0, 1],
    ["deferred", 1, 0],
  ] as const)("%s leaves %i waiting and %i dead", (outcome, waiting, dead) => {
    const entry = drop();
    outbox.settle(receiptOf([entry], outcome));
    expect(outbox.depth()).toBe(waiting);
    expect(outbox.deadLetters()).toBe(dead);
  });

  it("judges each outcome alone", () => {
    const [a, b] = [drop(), drop()];
    const settled = outbox.settle(receiptOf([a, { seq: b.seq, hash: sha256("other") }]));
    expect(settled.map(({ seq, effect }) => [seq, effect])).toEqual([[1, "release"]]);
    expect(waitingSeqs()).toEqual([2]);
  });

  it("keeps the newest balance of a card", () => {
    const [a, b] = [drop(), drop()];
    const balance = (minor: number) => ({ balance: MinorUnits(minor), owed: MinorUnits(0) });
    outbox.settle(receiptOf([b], "posted", { ...balance(300), at: SAMPLE_TIME_MS + 9_000 }));
    outbox.settle(receiptOf([a], "posted", { ...balance(100), at: SAMPLE_TIME_MS + 5_000 }));
    expect(outbox.lastBalance(sampleCard("amal"))).toEqual({
      ...balance(300),
      at: utcTime(SAMPLE_TIME_MS + 9_000),
    });
    expect(outbox.lastBalance(sampleCard("nobody"))).toBeNull();
  });

  it("forgets what was receipted long ago, never what waits or is dead", () => {
    const [a, b] = [drop(), drop(), drop()];
    outbox.settle(receiptOf([a]));
    outbox.settle(receiptOf([b], "refused"));
    expect(outbox.prune(utcTime(SAMPLE_TIME_MS + 91 * DAY_MS))).toBe(1);
    expect(waitingSeqs()).toEqual([3]);
    expect(outbox.deadLetters()).toBe(1);
    expect(drop().seq).toBe(4);
  });

  it("remembers since when an entry is deferred, until it is settled", () => {
    const { chain, seq } = drop();
    const [at, later] = [utcTime(1_000), utcTime(2_000)];
    expect(outbox.defer(chain, seq, at)).toBe(at);
    expect(outbox.defer(chain, seq, later)).toBe(at);
    expect([...outbox.waiting()][0]?.deferredSince).toBe(at);
  });
});

describe("put back", () => {
  const receiptAt = SAMPLE_TIME_MS + 1_000;
  const window = (from: number, to: number) => ({
    since: utcTime(receiptAt + from),
    at: utcTime(receiptAt + to),
  });

  it.each([
    ["in it", 0, 1, 1],
    ["before it", 1, 2, 0],
    ["at its end", -1, 0, 0],
  ])("a restored gateway gets the receipted entry whose receipt lies %s", (_, from, to, count) => {
    outbox.settle(receiptOf([drop()]));
    expect(outbox.putBack.restored(window(from, to))).toBe(count);
    expect(outbox.depth()).toBe(count);
  });

  it("waits for a newer receipt then", () => {
    const entry = drop();
    outbox.settle(receiptOf([entry]));
    outbox.putBack.restored(window(0, 1));
    outbox.settle(receiptOf([entry]));
    expect(outbox.depth()).toBe(1);
    outbox.settle(receiptOf([entry], "posted", { at: receiptAt + 5_000 }));
    expect(outbox.depth()).toBe(0);
    expect(outbox.putBack.restored(window(0, 1))).toBe(0);
  });

  it("sends from `next` on what was receipted before those settings", () => {
    const entries = [drop(), drop(), drop()];
    outbox.settle(receiptOf(entries));
    expect(outbox.putBack.from(first, 2, utcTime(receiptAt))).toBe(0);
    expect(outbox.putBack.from(first, 2, utcTime(receiptAt + 1))).toBe(2);
    expect(waitingSeqs()).toEqual([2, 3]);
  });

  it("takes what was refused along, and leaves a conflict to its person", () => {
    const [a, b] = [drop(), drop()];
    outbox.settle(receiptOf([a], "refused"));
    outbox.settle(receiptOf([b], "conflict"));
    outbox.putBack.restored(window(0, 1));
    expect(waitingSeqs()).toEqual([1]);
  });

  it("sends this boot's undated deposits again until a page with a good clock had them", () => {
    outbox.settle(receiptOf([drop(outbox, "unset"), drop()], "held"));
    expect(outbox.putBack.undated("another boot")).toBe(0);
    expect(outbox.putBack.undated(SAMPLE_BOOT)).toBe(1);
    outbox.putBack.dated(SAMPLE_BOOT, { chain: first, first: 1, last: 1 });
    const later = receiptOf([{ seq: 1, hash: sha256(textOf(1)) }], "posted", {
      at: receiptAt + 1,
    });
    outbox.settle(later);
    expect(outbox.putBack.undated(SAMPLE_BOOT)).toBe(0);
  });
});

describe("a new chain", () => {
  it("starts at 1 without a link, and the older one still sends what it holds", () => {
    drop();
    outbox.beginChain(second);
    expect(drop()).toMatchObject({ chain: second, seq: 1 });
    expect(JSON.parse(textOf(1, second)).prev).toBeNull();
    expect([...outbox.waiting()].map(({ chain }) => chain)).toEqual([first, second]);
    expect(outbox.chains().map(({ chain, pending }) => [chain, pending])).toEqual([
      [first, 1],
      [second, 1],
    ]);
  });
});

describe("damage", () => {
  it("buries an unsent entry whose text is not what was written, and says so", () => {
    drop();
    drop();
    tamper("UPDATE entry SET text = replace(text, '4320', '4330') WHERE seq = 1");
    expect(outbox.damage).toHaveLength(1);
    expect(waitingSeqs()).toEqual([2]);
    expect(outbox.deadLetters()).toBe(1);
  });

  it("finds an entry that was moved to another place", () => {
    drop();
    tamper("UPDATE entry SET seq = 7");
    expect(outbox.damage.length).toBeGreaterThan(0);
    expect(waitingSeqs()).toEqual([]);
  });

  it("never sends a receipted entry again that changed meanwhile", () => {
    outbox.settle(receiptOf([drop()]));
    tamper("UPDATE entry SET text = replace(text, '4320', '4330')");
    expect(outbox.damage).toEqual([]);
    outbox.putBack.restored({ since: utcTime(0), at: utcTime(SAMPLE_TIME_MS * 2) });
    expect(outbox.textsOf({ chain: first, first: 1, last: 1 })).toBeNull();
    expect(outbox.damage).toHaveLength(1);
    expect(outbox.depth()).toBe(0);
  });

  it("notices that a chain does not end where it says", () => {
    drop();
    drop();
    tamper("UPDATE chain SET last_seq = 1");
    expect(outbox.damage.join()).toMatch(/does not end/);
  });

  it("sets a file aside that is no database, and starts afresh", () => {
    close(outbox);
    copyFileSync(new URL(import.meta.url).pathname, file);
    rmSync(`${file}-wal`, { force: true });
    outbox = open();
    expect(outbox.damage).toHaveLength(1);
    expect(outbox.chains()).toEqual([]);
    expect(readdirSync(folder)).toContain("outbox.db.damaged-1");
  });

  it("saves the whole entries of a broken file", () => {
    drop();
    outbox.settle(receiptOf([drop()]));
    tamper("DROP TABLE balance");
    expect(outbox.damage).toHaveLength(1);
    expect(waitingSeqs()).toEqual([1]);
    expect(outbox.chains()).toMatchObject([{ chain: first, lastSeq: 2 }]);
  });
});

describe("the file", () => {
  it("belongs to one station at a time", () => {
    expect(() => open()).toThrow(OutboxInUse);
  });

  it("keeps what the gateway said, as it came", () => {
    const heard = { message: new Uint8Array([1, 2]), keys: new Uint8Array([3]) };
    outbox.remember("settings", heard);
    expect(outbox.recall("settings")).toEqual(heard);
    expect(outbox.recall("blocked")).toBeNull();
  });
});

describe("laws", () => {
  const step = fc.oneof(
    fc.constant({ act: "append" } as const),
    fc.record({
      act: fc.constant("receipt" as const),
      seq: fc.integer({ min: 1, max: 12 }),
      outcome: fc.constantFrom<OutcomeName>("posted", "held", "refused", "conflict", "deferred"),
      own: fc.boolean(),
    }),
    fc.constant({ act: "crash" } as const),
  );

  it("loses no entry, whatever is appended, receipted and crashed in whatever order", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const path = join(mkdtempSync(join(folder, "law-")), "outbox.db");
        let it = openOutbox(path);
        it.beginChain(first);
        const hashes: Hash[] = [];
        const settledSeqs = new Set<number>();
        for (const [index, each] of steps.entries()) {
          if (each.act === "append") hashes.push(drop(it).hash);
          if (each.act === "receipt") {
            const hash = each.own ? (hashes[each.seq - 1] ?? null) : sha256("other");
            const at = SAMPLE_TIME_MS + index;
            it.settle(receiptOf([{ seq: each.seq, hash }], each.outcome, { at }));
            const counts = each.own && hash !== null && each.outcome !== "deferred";
            if (counts) settledSeqs.add(each.seq);
          }
          if (each.act === "crash") {
            it.close();
            it = openOutbox(path);
          }
        }
        const expected = hashes.map((_, index) => index + 1).filter((seq) => !settledSeqs.has(seq));
        expect(waitingSeqs(it)).toEqual(expected);
        for (const seq of expected) expect(sha256(textOf(seq, first, it))).toBe(hashes[seq - 1]);
        it.close();
      }),
      { numRuns: 25 },
    );
  });
});
