import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "../store/ledger-row.ts";
import { type BalancesAt, inOrderOfDate, lastDayOf, withMonthEnds } from "./month-ends.ts";

const entry = (date: string, amount = 1, account = "a"): LedgerEntry => ({
  position: 1,
  date,
  kind: "entry-received",
  description: "deposit",
  tags: { deposit: "x" },
  postings: [
    { account, asset: "QAM/2", amount },
    { account: "z", asset: "QAM/2", amount: -amount },
  ],
});

async function* given(...entries: LedgerEntry[]) {
  yield* entries;
}

async function listOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const isBalances = (it: LedgerEntry | BalancesAt): it is BalancesAt => it.kind === "balances";

async function statedFor(...entries: LedgerEntry[]) {
  const all = await listOf(withMonthEnds(inOrderOfDate(given(...entries))));
  return all.filter(isBalances).map(({ date, description, balances }) => {
    const held = balances.map(({ account, amount }) => `${account} ${amount}`);
    return [date, description, ...held];
  });
}

describe("withMonthEnds", () => {
  it("states after each month what moved in it, and what is in the accounts by then", async () => {
    const entries = [
      entry("2026-11-02"),
      entry("2026-11-30"),
      entry("2027-02-01", 5, "b"),
      entry("2027-02-03", 7),
    ];
    expect(await statedFor(...entries)).toEqual([
      ["2026-11-30", "balances at the end of 2026-11", "a 2", "z -2"],
      ["2027-02-03", "balances after the last entry, in 2027-02", "a 9", "b 5", "z -14"],
    ]);
  });

  it("states nothing where nothing moved", async () => {
    expect(await statedFor()).toEqual([]);
    expect(await statedFor({ ...entry("2026-11-02"), postings: [] })).toEqual([]);
  });

  it("counts an entry in the month in which it stands, whatever the clock said", async () => {
    expect(await statedFor(entry("2026-12-01"), entry("2026-11-30"))).toEqual([
      ["2026-12-01", "balances after the last entry, in 2026-12", "a 2", "z -2"],
    ]);
  });
});

describe("inOrderOfDate", () => {
  it("dates an entry no earlier than the one before it, and says so", async () => {
    const dates = ["2026-11-22", "2026-11-20", "2026-11-21", "2026-11-23"];
    const all = await listOf(inOrderOfDate(given(...dates.map((date) => entry(date)))));
    expect(all.map(({ date, tags }) => [date, tags["clock-date"]])).toEqual([
      ["2026-11-22", undefined],
      ["2026-11-22", "2026-11-20"],
      ["2026-11-22", "2026-11-21"],
      ["2026-11-23", undefined],
    ]);
    expect(all[1]?.tags).toMatchObject({ deposit: "x" });
  });

  it("never goes back, whatever the dates", async () => {
    const day = fc.integer({ min: 10, max: 28 }).map((number) => `2026-11-${number}`);
    const law = fc.asyncProperty(fc.array(day), async (days) => {
      const all = await listOf(inOrderOfDate(given(...days.map((it) => entry(it)))));
      const dates = all.map(({ date }) => date);
      expect(dates).toEqual([...dates].sort());
      expect(all.map(({ date, tags }) => tags["clock-date"] ?? date)).toEqual(days);
    });
    await fc.assert(law);
  });
});

describe("lastDayOf", () => {
  it.each([
    ["2026-11", "2026-11-30"],
    ["2026-12", "2026-12-31"],
    ["2027-02", "2027-02-28"],
    ["2028-02", "2028-02-29"],
  ])("%s ends on %s", (month, day) => {
    expect(lastDayOf(month)).toBe(day);
  });
});
