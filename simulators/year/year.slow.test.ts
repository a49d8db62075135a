import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultConfig } from "#gateway/config.ts";
import { openSqliteStore } from "#gateway/store/sqlite/open.ts";
import type { Store } from "#gateway/store/store.ts";
import { writeYear, type YearTotals } from "./year.ts";

const folder = mkdtempSync(join(tmpdir(), "qamama-year-"));
const openStore = (name: string) => openSqliteStore(join(folder, `${name}.db`), defaultConfig());

async function yearIn(name: string, seed: number): Promise<{ store: Store; totals: YearTotals }> {
  const store = openStore(name);
  const totals = await writeYear({ ...defaultConfig(), households: 12, seed, year: 2026 }, store);
  return { store, totals };
}

describe("a year of twelve households", () => {
  let store: Store;
  let totals: YearTotals;
  beforeAll(async () => ({ store, totals } = await yearIn("first", 1)), 60_000);
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const balances = async (asset: string, prefix: string) =>
    (await store.balances()).filter((it) => it.asset === asset && it.account.startsWith(prefix));

  it("sums to zero in every asset", async () => {
    const sums = new Map<string, number>();
    for (const { asset, amount } of await store.balances()) {
      sums.set(asset, (sums.get(asset) ?? 0) + amount);
    }
    expect([...sums.keys()]).toEqual(expect.arrayContaining(["QAM/2", "RLF/3", "G/0:plastic"]));
    expect([...sums.values()].filter((sum) => sum !== 0)).toEqual([]);
  });

  it("leaves no household's credits below zero, and ties them to what was issued", async () => {
    const held = await balances("QAM/2", "household:");
    expect(held.filter(({ amount }) => amount < 0)).toEqual([]);
    const unclaimed = await balances("QAM/2", "unclaimed:");
    const left = [...held, ...unclaimed].reduce((sum, { amount }) => sum + amount, 0);
    expect(left).toBe(totals.creditsIssued - totals.creditsSpent + totals.creditsOwed);
  });

  it("has of everything that a gateway must bear", async () => {
    const { eventsByKind, milliPointsByReliefYear, deposits, held, late } = totals;
    expect(deposits).toBeGreaterThan(12 * 300);
    expect(held).toBeGreaterThan(0);
    expect(late).toBeGreaterThan(0);
    expect(Object.keys(milliPointsByReliefYear)).toEqual(["2026", "2027"]);
    expect(eventsByKind).toMatchObject({ "tariff-published": 2, "person-registered": 2 });
    expect(Object.keys(eventsByKind)).toEqual(expect.arrayContaining([...KINDS]));
    const { conflicts, refused } = await store.quarantine();
    expect([conflicts > 0, refused > 0]).toEqual([true, true]);
  });

  it("has every reason to hold a deposit, and to pay less for one", async () => {
    const reasons = new Set<string>();
    const grades = new Set<string | null>();
    for await (const { body } of store.events()) {
      if (body.kind !== "entry-received") continue;
      for (const reason of body.verdict.reasons) reasons.add(reason);
    }
    for (const { grade } of await store.recentDeposits(10_000)) grades.add(grade);
    expect([...reasons]).toEqual(expect.arrayContaining([...REASONS]));
    expect(grades).toEqual(new Set([null, "A", "B", "C"]));
  });

  it("is the same for the same seed, and only then", async () => {
    const [again, other] = [await yearIn("again", 1), await yearIn("other", 2)];
    expect(again.totals).toEqual(totals);
    expect(await again.store.digests()).toEqual(await store.digests());
    expect(other.totals).not.toEqual(totals);
    await Promise.all([again.store.close(), other.store.close()]);
  }, 60_000);

  it("comes out of a replay as it was", async () => {
    const replayed = openStore("replayed");
    expect(await replayed.replay(store.events())).toBe(totals.events);
    expect(await replayed.digests()).toEqual(await store.digests());
    await replayed.close();
  }, 60_000);
});

const KINDS = [
  ...["card-blocked", "card-issued", "clock-read", "deposit-corrected", "entry-dated"],
  ...["deposit-disputed", "dispute-dismissed", "deposit-entered"],
  ...["entry-received", "entry-set-aside", "household-resized", "payment-recorded"],
] as const;

const REASONS = [
  ...["clock-implausible", "manual-entry", "weight-implausible", "stream-not-accepted"],
  ...["below-minimum", "grade-c", "over-cap", "not-paid", "unclaimed", "malformed"],
] as const;
