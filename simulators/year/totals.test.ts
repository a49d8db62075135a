import { describe, expect, it } from "vitest";
import { ledgerTotals } from "./totals.ts";

describe("the totals of a ledger", () => {
  it("add up streams, credits and relief years", () => {
    const balances = [
      { account: "bin:b-01:plastic", asset: "G/0:plastic", amount: 700 },
      { account: "bin:b-02:plastic", asset: "G/0:plastic", amount: 300 },
      { account: "household:h1", asset: "G/0:plastic", amount: -1_000 },
      { account: "issuance:plastic", asset: "QAM/2", amount: -40 },
      { account: "household:h1", asset: "QAM/2", amount: 25 },
      { account: "producer:bakery", asset: "QAM/2", amount: 20 },
      { account: "owed:h1", asset: "QAM/2", amount: -5 },
      { account: "municipality:relief:2026", asset: "RLF/3", amount: -4_000 },
      { account: "household:h1:relief:2026", asset: "RLF/3", amount: 4_000 },
    ];
    expect(ledgerTotals(balances, "QAM/2")).toEqual({
      gramsByStream: { plastic: 1_000 },
      creditsIssued: 40,
      creditsSpent: 20,
      creditsOwed: 5,
      milliPointsByReliefYear: { "2026": 4_000 },
    });
  });

  it("of nothing are nothing", () => {
    expect(ledgerTotals([], "QAM/2")).toMatchObject({ gramsByStream: {}, creditsIssued: 0 });
  });
});
