import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "../store/ledger-row.ts";
import { ALL_MONTHS, inMonths, type Months } from "./months.ts";

const entry = (position: number, date: string, amount = position): LedgerEntry => ({
  position,
  date,
  kind: "entry-received",
  description: "deposit",
  tags: {},
  postings: [
    { account: "a", asset: "QAM/2", amount },
    { account: "z", asset: "QAM/2", amount: -amount },
  ],
});

const JOURNAL = [
  entry(1, "2026-11-02"),
  entry(2, "2026-11-30"),
  entry(4, "2026-12-01"),
  entry(8, "2027-01-31"),
];

async function partOf(journal: readonly LedgerEntry[], months: Months): Promise<LedgerEntry[]> {
  async function* given() {
    yield* journal;
  }
  const list = [];
  for await (const it of inMonths(given(), months)) list.push(it);
  return list;
}

const heldIn = (entries: readonly LedgerEntry[]) =>
  entries.flatMap(({ postings }) => postings.slice(0, 1)).reduce((sum, it) => sum + it.amount, 0);

describe("inMonths", () => {
  it("is the journal as it is where no month is named", async () => {
    expect(await partOf(JOURNAL, ALL_MONTHS)).toEqual(JOURNAL);
  });

  it("brings forward what was held before, and ends with its last month", async () => {
    const [opening, ...rest] = await partOf(JOURNAL, { from: "2026-12", to: "2026-12" });
    expect(opening).toEqual({
      ...entry(2, "2026-12-01", 3),
      kind: "brought-forward",
      description: "balances brought forward",
    });
    expect(rest).toEqual(JOURNAL.slice(2, 3));
  });

  it("brings nothing forward where nothing was, and what was where nothing came", async () => {
    expect(await partOf(JOURNAL, { from: "2026-10", to: null })).toEqual(JOURNAL);
    expect(await partOf(JOURNAL, { from: "2026-10", to: "2026-10" })).toEqual([]);
    const later = await partOf(JOURNAL, { from: "2027-02", to: null });
    expect(later.map(({ position, date }) => [position, date])).toEqual([[8, "2027-02-01"]]);
  });

  it("brings nothing forward for an account that is empty", async () => {
    const undone = [entry(1, "2026-11-02", 5), entry(2, "2026-11-03", -5)];
    expect(await partOf(undone, { from: "2026-12", to: null })).toEqual([]);
  });

  it("ends with what the next part opens with, wherever it is cut", async () => {
    const months = ["2026-10", "2026-11", "2026-12", "2027-01", "2027-02"];
    const law = fc.asyncProperty(fc.nat(3), async (cut) => {
      const [to = "", from = ""] = months.slice(cut);
      const first = await partOf(JOURNAL, { from: null, to });
      const rest = await partOf(JOURNAL, { from, to: null });
      const opening = rest.filter(({ kind }) => kind === "brought-forward");
      expect(heldIn(opening)).toBe(heldIn(first));
      expect(heldIn(rest)).toBe(heldIn(JOURNAL));
    });
    await fc.assert(law);
  });
});
