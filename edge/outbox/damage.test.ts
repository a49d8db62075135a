import { copyFileSync, readdirSync, rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { utcTime } from "#contract/ids.ts";
import { SAMPLE_TIME_MS } from "#simulators/gateway/samples.ts";
import { first, outboxBed, receiptOf } from "./bed.fixture.ts";
import { openOutbox } from "./outbox.ts";

const bed = outboxBed();
const { drop, inFile, restart, waitingSeqs } = bed;

const tamper = (sql: string) => inFile((database) => database.exec(sql));

describe("damage", () => {
  it("buries an unsent entry whose text is not what was written, and says so", () => {
    drop();
    drop();
    tamper("UPDATE entry SET text = replace(text, '4320', '4330') WHERE seq = 1");
    expect(bed.outbox.damage).toHaveLength(1);
    expect(waitingSeqs()).toEqual([2]);
    expect(bed.outbox.deadLetters()).toBe(1);
  });

  it("finds an entry that was moved to another place", () => {
    drop();
    tamper("UPDATE entry SET seq = 7");
    expect(bed.outbox.damage.length).toBeGreaterThan(0);
    expect(waitingSeqs()).toEqual([]);
  });

  it("never sends a receipted entry again that changed meanwhile", () => {
    bed.outbox.settle(receiptOf([drop()]));
    tamper("UPDATE entry SET text = replace(text, '4320', '4330')");
    expect(bed.outbox.damage).toEqual([]);
    bed.outbox.putBack.restored({ since: utcTime(0), at: utcTime(SAMPLE_TIME_MS * 2) });
    expect(bed.outbox.textsOf({ chain: first, first: 1, last: 1 })).toBeNull();
    expect(bed.outbox.damage).toHaveLength(1);
    expect(bed.outbox.depth()).toBe(0);
  });

  it("notices that a chain does not end where it says", () => {
    drop();
    drop();
    tamper("UPDATE chain SET last_seq = 1");
    expect(bed.outbox.damage.join()).toMatch(/does not end/);
  });

  it("sets a file aside that is no database, and starts afresh", () => {
    restart((path) => {
      copyFileSync(new URL(import.meta.url).pathname, path);
      rmSync(`${path}-wal`, { force: true });
      return openOutbox(path);
    });
    expect(bed.outbox.damage).toHaveLength(1);
    expect(bed.outbox.chains()).toEqual([]);
    expect(readdirSync(bed.folder)).toContain("outbox.db.damaged-1");
  });

  it("saves the whole entries of a broken file", () => {
    drop();
    bed.outbox.settle(receiptOf([drop()]));
    tamper("DROP TABLE balance");
    expect(bed.outbox.damage).toHaveLength(1);
    expect(waitingSeqs()).toEqual([1]);
    expect(bed.outbox.chains()).toMatchObject([{ chain: first, lastSeq: 2 }]);
  });
});
