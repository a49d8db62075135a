import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "#contract/hash.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { sampleDeposit, sampleStamp } from "#simulators/gateway/samples.ts";
import { type Outbox, openOutbox } from "./outbox.ts";

const chain = generateSigningKey().id;
const ENTRIES = 12;
const FLIPS = 500;
let folder: string;
let good: string;
/** What was written, by hash: nothing else may ever be sent. */
let written: ReadonlyMap<string, number>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "qamama-damage-"));
  good = join(folder, "good.db");
  const outbox = openOutbox(good);
  outbox.beginChain(chain);
  const entries = Array.from({ length: ENTRIES }, (_, index) =>
    outbox.append({ kind: "deposit", at: sampleStamp(index), data: sampleDeposit() }),
  );
  written = new Map(entries.map(({ seq, hash }) => [hash, seq]));
  outbox.close(); // and with it the write-ahead log
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Opens a damaged copy and looks at all that it would send. */
function sentFrom(bytes: Uint8Array): { sent: number; reported: boolean } {
  const file = join(mkdtempSync(join(folder, "case-")), "outbox.db");
  writeFileSync(file, bytes);
  let outbox: Outbox;
  try {
    outbox = openOutbox(file);
  } catch {
    return { sent: 0, reported: true }; // does not start: an operator sees it
  }
  let sent = 0;
  for (const { chain: of, seq } of [...outbox.waiting()]) {
    const texts = outbox.textsOf({ chain: of, first: seq, last: seq });
    if (texts === null) continue;
    sent += 1;
    expect(written.get(sha256(texts[0] ?? ""))).toBe(seq);
    expect(of).toBe(chain);
  }
  const reported = outbox.damage.length > 0;
  outbox.close();
  return { sent, reported };
}

describe("a damaged journal", () => {
  it("never sends what was not written, and never loses an entry in silence: any flipped bit", () => {
    const bytes = readFileSync(good);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const damaged = Uint8Array.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
        const { sent, reported } = sentFrom(damaged);
        expect(sent === ENTRIES || reported).toBe(true);
      }),
      { numRuns: FLIPS },
    );
  });

  it("nor where its end is torn off", () => {
    const bytes = readFileSync(good);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        const { sent, reported } = sentFrom(bytes.subarray(0, length));
        expect(sent === ENTRIES || reported || length === 0).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it("has lost no entry whose append returned, wherever the write-ahead log is torn off", () => {
    const live = join(folder, "live.db");
    const outbox = openOutbox(live);
    outbox.beginChain(chain);
    const sizes = Array.from({ length: 3 }, () => {
      outbox.append({ kind: "deposit", at: sampleStamp(), data: sampleDeposit() });
      return readFileSync(`${live}-wal`).length;
    });
    const wal = readFileSync(`${live}-wal`);
    const from = (sizes[0] ?? 0) - 1;
    for (let length = from; length <= wal.length; length += 97) {
      const copy = join(mkdtempSync(join(folder, "wal-")), "outbox.db");
      copyFileSync(live, copy);
      writeFileSync(`${copy}-wal`, wal.subarray(0, length));
      const again = openOutbox(copy);
      const durable = sizes.filter((size) => size <= length).length;
      expect([...again.waiting()].length).toBe(durable);
      expect(again.damage).toEqual([]);
      again.close();
    }
    outbox.close();
  });
});
