import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tableDigests } from "#gateway/store/sqlite/table-digests.ts";
import { requireTool } from "../../tools/require-tool.ts";
import { fillJournal, newStation } from "./bench-journal.ts";
import { commitLimit } from "./commit-limit.ts";
import { benchIngest } from "./ingest.ts";
import { benchKiosk } from "./kiosk.ts";
import { benchRelief } from "./relief.ts";
import { readRows } from "./rows-of-deposits.ts";
import { benchStation } from "./station.ts";
import { benchWeigh } from "./weigh.ts";

const log = () => {};

describe("the limit of the disk", () => {
  const folder = mkdtempSync(join(tmpdir(), "qamama-bench-"));
  const [real, limit] = [join(folder, "real.db"), join(folder, "limit.db")];
  beforeAll(() => fillJournal(real, [newStation(0)]));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([1, 20])("writes all that the store wrote, %i deposits a commit", (perCommit) => {
    const rows = readRows(real);
    expect(rows.deposits).toHaveLength(60);
    expect(commitLimit(limit, rows, perCommit).commitsMs).toHaveLength(60 / perCommit);
    expect(digestsOf(limit)).toEqual(digestsOf(real));
  });
});

describe("each benchmark, at its smallest, measures all that it promises", () => {
  it("ingest", async () => {
    const report = await benchIngest(log, { connections: 2, rounds: 1, share: 0.01 });
    expect(notMeasured(report)).toEqual([]);
  }, 120_000);

  it("relief", async () => {
    const report = await benchRelief(log, { households: 3, bagsAMonth: 1 });
    expect(report).toMatchObject({ households: 3, deposits: 180 });
    expect(notMeasured(report)).toEqual([]);
  }, 60_000);

  it.runIf(requireTool("chromium", "the benchmark of the kiosk"))(
    "kiosk",
    async () => {
      const report = await benchKiosk(log, { loads: [1, 1] });
      expect(report).toMatchObject({ rates: [{ perSecond: 10 }, { perSecond: 80 }] });
      expect(notMeasured(report)).toEqual([]);
    },
    60_000,
  );

  it("weigh", () => {
    const report = benchWeigh(log, { traces: 20, seed: 1 });
    expect(report).toMatchObject({ traces: 20, rates: [{ perSecond: 10 }, { perSecond: 80 }] });
    expect(JSON.stringify(report)).not.toContain("null");
  }, 60_000);

  it.runIf(process.platform === "linux")(
    "station",
    async () => {
      const report = await benchStation(log, { deposits: 2, starts: 1, onBoard: 1 });
      expect(notMeasured(report)).toEqual([]);
    },
    120_000,
  );
});

function digestsOf(file: string) {
  const db = new DatabaseSync(file, { readOnly: true });
  const digests = tableDigests(db);
  db.close();
  return digests;
}

/** Names of figures that are no positive number. */
function notMeasured(report: object): readonly string[] {
  return Object.entries(report).flatMap(([name, value]) => {
    if (typeof value === "boolean") return [];
    if (typeof value === "object") return notMeasured(value).map((inner) => `${name}.${inner}`);
    return value > 0 && Number.isFinite(value) ? [] : [name];
  });
}
