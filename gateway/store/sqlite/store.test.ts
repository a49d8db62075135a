import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it, vi } from "vitest";
import { EpochMs } from "#contract/units.ts";
import { at, card, plastic, sampleStation } from "../sample-station.ts";
import { sampleTariff } from "../sample-tariff.ts";
import { storeContract } from "../store-contract.ts";
import { ForeignJournal, openSqliteStore } from "./open.ts";

const folder = mkdtempSync(join(tmpdir(), "qamama-store-"));
afterAll(() => rmSync(folder, { recursive: true }));

const facts = {
  scheme: "beitillo",
  timeZone: "Asia/Hebron",
  currency: { code: "QAM", minorUnits: 2 },
};
let files = 0;
const newFile = () => join(folder, `${++files}.db`);

storeContract("the SQLite store", async () => openSqliteStore(newFile(), facts));

describe("the SQLite file", () => {
  const NOW = at("2026-11-22T08:00:00.000Z");
  const filled = async (file: string) => {
    const store = openSqliteStore(file, facts);
    const station = sampleStation();
    const { publicJwk: publicKey } = station.key;
    const act = { actor: "test", at: NOW } as const;
    await store.act({
      ...act,
      kind: "station-enrol",
      station: "beitillo-01",
      publicKey,
      passwordHash: "x",
    });
    await store.act({ ...act, kind: "tariff-publish", tariff: sampleTariff() });
    const page = station.drop({ data: plastic(4_320) });
    await store.recordPages([page]);
    return { store, page, station };
  };

  it("is all there after closing and opening", async () => {
    const file = newFile();
    const { store, page } = await filled(file);
    const before = await store.balances();
    await store.close();
    const again = openSqliteStore(file, facts);
    expect(await again.balances()).toEqual(before);
    expect((await again.recordPages([page]))[0]?.outcomes[0]?.repeat).toBe(true);
    await again.close();
  });

  it("can be copied while in use, and the copy opens", async () => {
    const { store } = await filled(newFile());
    const copy = newFile();
    await store.backup(copy);
    const restored = openSqliteStore(copy, facts);
    expect(await restored.balances()).toEqual(await store.balances());
    await Promise.all([store.close(), restored.close()]);
  });

  it("can be copied in the middle of commits, each of which is in the copy whole or not at all", async () => {
    const { store, station } = await filled(newFile());
    for (let round = 0; round < 10; round += 1) {
      const copy = newFile();
      const batch = Array.from({ length: 20 }, () => station.drop({ data: plastic(1_000) }));
      await Promise.all([store.backup(copy), store.recordPages(batch)]);
      const restored = openSqliteStore(copy, facts);
      const [total] = await restored.streamTotals();
      expect(((total?.deposits ?? 0) - 1) % 20).toBe(0);
      await restored.close();
    }
    await store.close();
  });

  it("takes a batch whole or not at all", async () => {
    const { store, station } = await filled(newFile());
    const before = await store.balances();
    const [good, bad] = [1_000, 2_000].map((net) => station.drop({ data: plastic(net) }));
    if (good === undefined || bad === undefined) throw new Error("two pages were cut");
    const broken = { ...bad, receivedAt: EpochMs(Number.MAX_SAFE_INTEGER) }; // no date has that
    await expect(store.recordPages([good, broken])).rejects.toThrow();
    expect(await store.balances()).toEqual(before);
    expect((await store.recordPages([good, bad]))[0]?.outcomes[0]?.repeat).toBe(false);
    await store.close();
  });

  it("does not take a listener's bug for its own", async () => {
    const { store, station } = await filled(newFile());
    const later: (() => void)[] = [];
    const queue = vi.spyOn(globalThis, "queueMicrotask").mockImplementation((it) => {
      later.push(it);
    });
    store.onCommit(() => {
      throw new Error("a listener's bug");
    });
    const [answer] = await store.recordPages([station.drop()]);
    queue.mockRestore();
    expect(answer?.outcomes[0]).toMatchObject({ outcome: "posted", repeat: false });
    expect(later).toHaveLength(1);
    await store.close();
  });

  it("keeps no month of a card that a household has claimed", async () => {
    const file = newFile();
    const { store } = await filled(file);
    const act = { actor: "test", at: NOW, household: "h001" } as const;
    await store.act({ ...act, kind: "household-add", members: 5 });
    await store.act({ ...act, kind: "card-issue", card: card("card-1") });
    await store.close();
    const db = new DatabaseSync(file);
    const holders = db.prepare("SELECT DISTINCT holder FROM month").all();
    const recorded = db.prepare("SELECT holder, grams, deposits FROM recorded").all();
    db.close();
    expect(holders).toEqual([{ holder: "household:h001" }]);
    expect(recorded).toEqual([
      { holder: "household:h001", grams: 4_320, deposits: 1 },
      { holder: "unclaimed:card-1_______________A", grams: 0, deposits: 0 },
    ]);
  });

  it.each([
    ["UPDATE event SET actor = 'other'", /event is append-only/],
    ["DELETE FROM event", /event is append-only/],
    ["UPDATE posting SET amount = amount * 2", /posting is append-only/],
    ["DELETE FROM posting", /posting is append-only/],
    ["DELETE FROM ledger_entry", /ledger_entry is append-only/],
    ["UPDATE ledger_entry SET date = '2020-01-01'", /ledger_entry is append-only/],
    ["REPLACE INTO event VALUES (1, 0, 'other', 'restored', '{}')", /event is append-only/],
    ["REPLACE INTO ledger_entry SELECT position, '2020-01-01' FROM ledger_entry", /append-only/],
    ["INSERT INTO posting SELECT position, account, asset + 1, 1 FROM posting LIMIT 1", /closed/],
  ])("refuses to change the past: %s", async (statement, message) => {
    const file = newFile();
    const { store } = await filled(file);
    await store.close();
    const db = new DatabaseSync(file);
    expect(() => db.exec(statement)).toThrow(message);
    db.close();
  });

  it("refuses an entry that does not sum to zero, and postings without an entry", async () => {
    const file = newFile();
    const { store } = await filled(file);
    await store.close();
    const db = new DatabaseSync(file);
    db.exec("PRAGMA foreign_keys = ON; BEGIN");
    const event = "INSERT INTO event VALUES (1000, 0, 'test', 'entry-received', '{}')";
    const half = "INSERT INTO posting VALUES (1000, 1, 1, 5)";
    db.exec(`${event}; ${half}`);
    expect(() => db.exec("INSERT INTO ledger_entry VALUES (1000, '2026-11-22')")).toThrow(
      /sum to zero/,
    );
    expect(() => db.exec("COMMIT")).toThrow(/FOREIGN KEY/);
    db.exec("ROLLBACK");
    db.close();
  });

  it("refuses a journal of another scheme, zone or currency", async () => {
    const file = newFile();
    const { store } = await filled(file);
    await store.close();
    expect(() => openSqliteStore(file, { ...facts, scheme: "other" })).toThrow(ForeignJournal);
    expect(() => openSqliteStore(file, { ...facts, timeZone: "UTC" })).toThrow(/timeZone/);
  });
});
