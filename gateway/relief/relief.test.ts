import { describe, expect, it } from "vitest";
import { MilliPoints } from "#contract/units.ts";
import { hasLapsed, reliefPercentOf, reliefYearOf, wholePointsOf } from "./relief.ts";

describe("reliefPercentOf", () => {
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
    expect(reliefPercentOf(MilliPoints(points))).toBe(percent);
  });

  it("rounds a year's points half up and never below zero", () => {
    expect([499, 500, 1_499, -9_000].map((it) => wholePointsOf(MilliPoints(it)))).toEqual([
      0, 1, 1, 0,
    ]);
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
