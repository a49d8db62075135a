import { describe, expect, it } from "vitest";
import { Grams, MinorUnitsPerKilogram, PointsPerKilogram } from "#contract/units.ts";
import { netted } from "../ledger/posting.ts";
import type { Month, MonthTerms } from "../month/month.ts";
import { decideClaim } from "./claim.ts";

const terms = (cap: number): MonthTerms => ({
  rate: MinorUnitsPerKilogram(40),
  pointsPerKg: PointsPerKilogram(4),
  gradeFactors: { A: 100, B: 67 },
  cap: Grams(cap),
});
const part = (reliefYear: number, credit: number, points = credit) => ({
  reliefYear,
  credit: { a: Grams(credit), b: Grams(0) },
  points: { a: Grams(points), b: Grams(0) },
});

function claim(unclaimed: Month, household: Month = [], on = "2027-03-31") {
  const { postings, months } = decideClaim({
    calendar: { rules: [], closed: new Set() },
    card: "unclaimed:k",
    household: "household:h012",
    grams: [{ asset: "G/0:plastic", amount: -30_000 }],
    months: [
      {
        ...{ month: "2026-11", stream: "plastic", unclaimed, household },
        ...{ unclaimedTerms: terms(25_000), householdTerms: terms(26_041) },
      },
    ],
    on,
    credit: "QAM/2",
  });
  const sums = netted(postings).map(({ account, asset, amount }) => [
    `${account} ${asset}`,
    amount,
  ]);
  return { sums: Object.fromEntries(sums), month: months[0] };
}

describe("decideClaim", () => {
  it("empties the card's account, and pays by the household's own cap", () => {
    const { sums, month } = claim([part(2026, 30_000)]);
    expect(sums).toEqual({
      "unclaimed:k G/0:plastic": 30_000,
      "household:h012 G/0:plastic": -30_000,
      "unclaimed:k QAM/2": -1_000,
      "household:h012 QAM/2": 1_042,
      "issuance:plastic QAM/2": -42,
      "unclaimed:k:relief:2026 RLF/3": -100_000,
      "household:h012:relief:2026 RLF/3": 104_164,
      "municipality:relief:2026 RLF/3": -4_164,
    });
    expect(month).toMatchObject({ unclaimed: [], household: [part(2026, 30_000)] });
  });

  it("gives a household at its cap nothing more", () => {
    const { sums } = claim([part(2026, 2_000)], [part(2026, 26_041)]);
    expect(sums["household:h012 QAM/2"]).toBeUndefined();
    expect(sums["unclaimed:k QAM/2"]).toBe(-80);
    expect(sums["issuance:plastic QAM/2"]).toBe(80);
  });

  it("leaves lapsed points where they are, and takes the credit", () => {
    const { sums, month } = claim([part(2026, 10_000), part(2027, 5_000)], [], "2027-04-01");
    expect(sums).toMatchObject({
      "household:h012 QAM/2": 600,
      "unclaimed:k QAM/2": -600,
      "household:h012:relief:2027 RLF/3": 20_000,
      "unclaimed:k:relief:2027 RLF/3": -20_000,
    });
    expect(Object.keys(sums).filter((name) => name.includes("2026"))).toEqual([]);
    expect(month?.unclaimed).toEqual([part(2026, 0, 10_000)]);
    expect(month?.household).toEqual([part(2027, 15_000, 5_000)]);
  });

  it("takes points of a later year back where those in time fill the cap", () => {
    const { sums } = claim([part(2026, 20_000)], [part(2027, 20_000)]);
    expect(sums).toMatchObject({
      "household:h012 QAM/2": 1_042 - 800,
      "household:h012:relief:2026 RLF/3": 80_000,
      "household:h012:relief:2027 RLF/3": 24_164 - 80_000,
    });
  });
});
