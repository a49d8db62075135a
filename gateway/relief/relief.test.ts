import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MilliPoints, MinorUnits } from "#contract/units.ts";
import {
  basisPointsAt,
  comparedUnder,
  cutOffOf,
  hasLapsed,
  pieceAt,
  reliefOf,
  reliefYearOf,
  wholePointsOf,
} from "./relief.ts";
import { DEFAULT_RULE } from "./rules.ts";

const { curve } = DEFAULT_RULE;

const perHousehold = () => {
  throw new Error("nobody's size is asked for");
};

describe("a year's points under the usual rule", () => {
  it.each([
    // thousandths of a point, hundredths of a percent
    [0, 0],
    [-5_000, 0],
    [399_499, 0],
    [399_500, 1_000], // rounds to 400 points
    [400_000, 1_000],
    [401_000, 1_001], // 10.0105 %
    [1_236_000, 1_880], // the household of docs/LEDGER.md
    [4_199_000, 4_999],
    [4_200_000, 5_000],
    [9_000_000, 5_000],
  ])("%i millipoints give %i hundredths of a percent", (points, percent) => {
    const compared = comparedUnder(DEFAULT_RULE, MilliPoints(points), perHousehold);
    expect(compared).toMatchObject({ members: null, basisPoints: percent });
  });

  it("rounds a year's points half up and never below zero", () => {
    expect([499, 500, 1_499, -9_000].map((it) => wholePointsOf(MilliPoints(it)))).toEqual([
      0, 1, 1, 0,
    ]);
  });
});

describe("points per head", () => {
  it.each([
    // millipoints, members, whole points
    [1_236_000, 6, 989], // 988.8
    [1_236_000, 1, 5_933], // 5,932.8
    [1_000_000, 48, 100],
    [1_000_000, 5, 960],
    [104, 1, 0], // 0.4992
    [105, 1, 1], // 0.504
    [625, 6, 1], // 0.5, the half goes up
    [-5_000, 4, 0],
  ])("%i millipoints of %i members compare as %i", (points, members, whole) => {
    expect(wholePointsOf(MilliPoints(points), members)).toBe(whole);
  });

  it("are read off the same curve", () => {
    const rule = { ...DEFAULT_RULE, basis: "head" } as const;
    const compared = comparedUnder(rule, MilliPoints(1_236_000), () => 6);
    expect(compared).toMatchObject({ members: 6, points: 989, basisPoints: 1_620 }); // 16.2
  });
});

describe("the curve", () => {
  const [first, last] = curve;
  it.each([
    [0, 0, null, first],
    [399, 0, null, first],
    [400, 1_000, first, last],
    [4_199, 4_999, first, last],
    [4_200, 5_000, last, null],
    [99_999, 5_000, last, null],
  ])("gives %i points %i hundredths of a percent", (points, percent, from, to) => {
    expect(basisPointsAt(points, curve)).toBe(percent);
    expect(pieceAt(points, curve)).toEqual({ from, to });
  });

  it("may be a single step, and begin at nothing", () => {
    expect(basisPointsAt(0, [{ points: 0, percent: 20 }])).toBe(2_000);
  });

  it("never gives less for more", () => {
    const points = fc.nat(6_000);
    fc.assert(
      fc.property(points, points, (some, more) => {
        expect(basisPointsAt(some + more, curve)).toBeGreaterThanOrEqual(
          basisPointsAt(some, curve),
        );
      }),
    );
  });
});

describe("reliefOf", () => {
  it.each([
    // hundredths of a percent, agorot, households, ceiling, agorot
    [1_880, 12_000, 1, null, 2_256],
    [1_880, 12_000, 2, null, 1_128],
    [1_880, 12_000, 2, 1_000, 1_000],
    [1_880, 12_000, 2, 1_128, 1_128],
    [1_880, 12_000, 2, 0, 0],
    [1_880, null, 2, null, 0],
    [0, 12_000, 1, null, 0],
    [10_000, 12_000, 1, 99_999, 12_000],
    [1_000, 12_005, 1, null, 1_201], // 1,200.5, the half goes up
    [1_000, 12_004, 1, null, 1_200],
    [1_000, 100, 3, null, 3], // 3.33: percent and part are rounded once, together
  ])("%i of %s among %i, at most %s, is %i", (basisPoints, fee, served, most, relief) => {
    const terms = {
      basisPoints,
      fee: fee === null ? null : MinorUnits(fee),
      householdsServed: served,
      ceiling: most === null ? null : MinorUnits(most),
    };
    expect(reliefOf(terms)).toBe(relief);
  });

  it("is never above the fee nor the ceiling, and at most half an agora from the exact amount", () => {
    const [fees, parts] = [fc.nat(1_000_000), fc.integer({ min: 1, max: 20 })];
    fc.assert(
      fc.property(fc.nat(10_000), fees, parts, fees, (basisPoints, fee, served, most) => {
        const terms = { basisPoints, fee: MinorUnits(fee), householdsServed: served };
        const exact = (basisPoints * fee) / (10_000 * served);
        const relief = reliefOf({ ...terms, ceiling: null });
        expect(Math.abs(relief - exact)).toBeLessThanOrEqual(0.5);
        expect(relief).toBeLessThanOrEqual(fee);
        expect(reliefOf({ ...terms, ceiling: MinorUnits(most) })).toBe(Math.min(relief, most));
      }),
    );
  });

  it("refuses a fee account that serves nobody", () => {
    const terms = { basisPoints: 1_000, fee: MinorUnits(1), householdsServed: 0, ceiling: null };
    expect(() => reliefOf(terms)).toThrow(/serves a household/);
  });
});

describe("a rule's own cut-off", () => {
  const rules = [{ ...DEFAULT_RULE, id: "short", validFrom: 2027, cutOff: "01-31" }];

  it("holds from its first year on", () => {
    expect([2026, 2027].map((year) => cutOffOf(year, rules))).toEqual(["2027-03-31", "2028-01-31"]);
  });

  it.each([
    ["2026-12-31", "2027-03-31", 2026],
    ["2027-12-31", "2028-01-31", 2027],
    ["2027-12-31", "2028-02-01", 2028],
  ])("decides for what was weighed on %s and arrived on %s", (weighed, arrived, year) => {
    expect(reliefYearOf(weighed, arrived, rules)).toBe(year);
    expect(hasLapsed(Number(weighed.slice(0, 4)), arrived, rules)).toBe(
      year !== Number(weighed.slice(0, 4)),
    );
  });
});

describe("reliefYearOf", () => {
  it.each([
    ["2026-12-31", "2027-03-31", 2026],
    ["2026-12-31", "2027-04-01", 2027],
    ["2026-05-05", "2026-05-05", 2026],
    ["2026-05-05", "2028-03-31", 2027],
    ["2027-01-01", "2026-12-31", 2027], // a clock a little ahead at new year
  ])("weighed on %s and arrived on %s counts for %i", (weighed, arrived, year) => {
    expect(reliefYearOf(weighed, arrived)).toBe(year);
  });
});

describe("points on a card", () => {
  it.each([
    ["2026-12-31", false],
    ["2027-03-31", false],
    ["2027-04-01", true],
  ])("of 2026, claimed on %s, have lapsed: %s", (claimed, lapsed) => {
    expect(hasLapsed(2026, claimed)).toBe(lapsed);
  });
});
