import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reliefTotals } from "#contract/relief-totals.ts";
import { Grams, MilliPoints } from "#contract/units.ts";
import type { ReliefRow } from "../store/store.ts";
import { reliefCsv, reliefTotalsOf, type ToldYear } from "./relief-totals.ts";

const OF: ToldYear = {
  ...{ scheme: "beitillo", year: 2026, state: "open" },
  statements: [{ singlePerson: ["rule-1", "tariff-1"] }, { singlePerson: ["rule-1"] }],
};
const gramsOf = (grams: Record<string, number>) =>
  Object.fromEntries(Object.entries(grams).map(([stream, value]) => [stream, Grams(value)]));
const ROWS: readonly ReliefRow[] = [
  {
    household: "h002",
    gramsByStream: gramsOf({ plastic: 4320, glass: 1500 }),
    ...{ points: MilliPoints(399_499), compared: 399, basisPoints: 0 },
  },
  {
    household: "h001",
    gramsByStream: gramsOf({ plastic: 12_340 }),
    ...{ points: MilliPoints(1_236_000), compared: 1_236, basisPoints: 1_880 },
  },
];

describe("reliefTotalsOf", () => {
  it("lists households and streams by name, with their points and percent", () => {
    expect(reliefTotalsOf(OF, ROWS).households).toEqual([
      {
        household: "h001",
        gramsByStream: { plastic: 12_340 },
        milliPoints: 1_236_000,
        points: 1236,
        percent: 18.8,
      },
      {
        household: "h002",
        gramsByStream: { glass: 1500, plastic: 4320 },
        milliPoints: 399_499,
        points: 399,
        percent: 0,
      },
    ]);
  });

  it("says whether the year is open, and what one person alone decided", () => {
    const { state, singlePerson } = reliefTotalsOf(OF, ROWS);
    expect([state, singlePerson]).toEqual(["open", ["rule-1", "tariff-1"]]);
  });

  it("sums grams by stream, all grams and points", () => {
    expect(reliefTotalsOf(OF, ROWS).sums).toEqual({
      households: 2,
      grams: 18_160,
      gramsByStream: { glass: 1500, plastic: 16_660 },
      milliPoints: 1_635_499,
    });
  });

  it("says the same, byte for byte, in whatever order the rows come", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...ROWS], { minLength: 2 }), (shuffled) => {
        const [one, other] = [reliefTotalsOf(OF, shuffled), reliefTotalsOf(OF, ROWS)];
        expect(JSON.stringify(one)).toBe(JSON.stringify(other));
        expect(reliefCsv(one)).toBe(reliefCsv(other));
      }),
    );
  });

  it("is what the contract says, also for a year without deposits", () => {
    expect(reliefTotals.safeParse(reliefTotalsOf(OF, ROWS)).success).toBe(true);
    expect(reliefTotals.safeParse(reliefTotalsOf(OF, [])).success).toBe(true);
  });
});

describe("reliefCsv", () => {
  it("has a line for each household and the sums", () => {
    expect(reliefCsv(reliefTotalsOf(OF, ROWS)).split("\r\n")).toEqual([
      "household,grams_glass,grams_plastic,grams,millipoints,points,percent",
      "h001,0,12340,12340,1236000,1236,18.80",
      "h002,1500,4320,5820,399499,399,0.00",
      "TOTAL,1500,16660,18160,1635499,,",
      "",
    ]);
  });
});
