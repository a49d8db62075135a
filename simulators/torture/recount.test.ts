import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, plastic, sampleStation } from "#gateway/store/sample-station.ts";
import { sampleTariff } from "#gateway/store/sample-tariff.ts";
import { openSqliteStore } from "#gateway/store/sqlite/open.ts";
import { missing, recount } from "./recount.ts";

const RATES = { plastic: { rate: 40, cap: 25_000 } };
const CARD = "unclaimed:card-1_______________A";
const folder = mkdtempSync(join(tmpdir(), "qamama-recount-"));
const journal = join(folder, "journal.db");

beforeAll(async () => {
  const currency = { code: "QAM", minorUnits: 2 };
  const store = openSqliteStore(journal, { scheme: "beitillo", timeZone: "Asia/Hebron", currency });
  const { station, key, drop } = sampleStation();
  const act = { actor: "test", at: at("2026-11-22T08:00:00.000Z") } as const;
  const its = { station, publicKey: key.publicJwk, passwordHash: "x" };
  await store.act({ ...act, kind: "station-enrol", ...its });
  await store.act({ ...act, kind: "tariff-publish", tariff: sampleTariff() });
  for (const net of [4_320, 4_320]) await store.recordPages([drop({ data: plastic(net) })]);
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("recount", () => {
  it("finds nothing wrong with what the store wrote", () => {
    const { recorded, ...found } = recount(journal, RATES);
    expect(new Set(recorded).size).toBe(2);
    expect(found).toEqual({ unbalanced: [], drifted: [], wrong: [], integrity: "ok" });
  });

  it("finds a posting that nothing balances", () => {
    const tampered = changed(
      "DROP TRIGGER posting_no_update; UPDATE posting SET amount = amount + 1",
    );
    expect(recount(tampered, RATES).unbalanced).not.toEqual([]);
  });

  it("finds a balance that its postings do not add up to, and that no rule gives", () => {
    const tampered = changed(`
      UPDATE balance SET amount = amount + 1
      WHERE account = (SELECT id FROM account WHERE name = '${CARD}')
      AND asset = (SELECT id FROM asset WHERE name LIKE 'QAM/%')`);
    expect(recount(tampered, RATES)).toMatchObject({
      drifted: [CARD],
      wrong: [`${CARD}: 347, should be 346`],
    });
  });

  it("finds credits that another rate gives", () => {
    const { wrong } = recount(journal, { plastic: { rate: 41, cap: 25_000 } });
    expect(wrong).toEqual([`${CARD}: 346, should be 354`]);
  });

  it("finds credits above the cap", () => {
    const { wrong } = recount(journal, { plastic: { rate: 40, cap: 8_000 } });
    expect(wrong).toEqual([`${CARD}: 346, should be 320`]);
  });

  it("counts an entry as often as the journal has it", () => {
    const again =
      "INSERT INTO event (at, actor, kind, data) SELECT at, actor, kind, data FROM event";
    const { recorded } = recount(changed(`${again} WHERE kind = 'entry-received' LIMIT 1`), RATES);
    expect([recorded.length, new Set(recorded).size]).toEqual([3, 2]);
  });
});

describe("missing", () => {
  it("is what is in the one and not in the other", () => {
    expect(missing(["c/1/h", "c/2/h"], new Set(["c/1/h", "c/3/h"]))).toEqual(["c/2/h"]);
  });
});

/** A copy of the journal in which somebody wrote. */
function changed(sql: string): string {
  const copy = join(folder, "changed.db");
  copyFileSync(journal, copy);
  const db = new DatabaseSync(copy);
  db.exec(sql);
  db.close();
  return copy;
}
