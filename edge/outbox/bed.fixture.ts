import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach } from "vitest";
import { type Chain, type Hash, utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import type { Outcome, OutcomeName, Receipt } from "#contract/receipt.ts";
import {
  SAMPLE_TIME_MS,
  sampleCard,
  sampleDeposit,
  sampleStamp,
} from "#simulators/gateway/samples.ts";
import { type Outbox, openOutbox } from "./outbox.ts";

export const first = generateSigningKey().id;
export const second = generateSigningKey().id;

/** For each test an outbox in a file, with the chain `first`. */
export function outboxBed() {
  let folder: string;
  let file: string;
  let outbox: Outbox;
  let copies: Outbox[];

  /** Closes the outbox and opens it again, as it is or as the test says. */
  function restart(open: (path: string) => Outbox = openOutbox): void {
    outbox.close();
    outbox = open(file);
  }

  /** Looks into the closed file, or changes it, behind the outbox's back. */
  function inFile<Found>(look: (database: DatabaseSync) => Found): Found {
    outbox.close();
    const database = new DatabaseSync(file);
    const found = look(database);
    database.close();
    outbox = openOutbox(file);
    return found;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "qamama-outbox-"));
    file = join(folder, "outbox.db");
    copies = [];
    outbox = openOutbox(file);
    outbox.beginChain(first);
  });
  afterEach(() => {
    for (const it of [outbox, ...copies]) it.close();
    rmSync(folder, { recursive: true });
  });

  return {
    get folder() {
      return folder;
    },
    get file() {
      return file;
    },
    get outbox() {
      return outbox;
    },
    restart,
    inFile,
    /** What the disk holds after the machine died at this instant: the files as they are. */
    crashCopy(): Outbox {
      const path = join(mkdtempSync(join(folder, "crash-")), "outbox.db");
      copyFileSync(file, path);
      if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${path}-wal`);
      const copy = openOutbox(path);
      copies.push(copy);
      return copy;
    },
    drop: (it = outbox, clock: "synced" | "unset" = "synced", card = sampleCard("amal")) =>
      it.append({ kind: "deposit", at: sampleStamp(0, clock), data: sampleDeposit(card) }),
    waitingSeqs: (it = outbox) => [...it.waiting()].map(({ seq }) => seq),
    textOf: (seq: number, chain = first, it = outbox) =>
      it.textsOf({ chain, first: seq, last: seq })?.[0] ?? "",
  };
}

export const receiptOf = (
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
