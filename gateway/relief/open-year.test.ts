import { describe, expect, it } from "vitest";
import { claimedFor, countsFor } from "./open-year.ts";

const closed = (...years: number[]) => ({ rules: [], closed: new Set(years) });

describe("countsFor", () => {
  it.each([
    ["2026-11-22", "2026-11-22", "2026-11-22", [], 2026],
    ["2026-11-22", "2027-03-31", "2027-03-31", [], 2026], // came by the cut-off
    ["2026-11-22", "2027-04-01", "2027-04-01", [], 2027],
    ["2026-11-22", "2026-11-22", "2027-06-01", [], 2026], // decided late, but before closing
    ["2026-11-22", "2026-11-22", "2027-06-01", [2026], 2027],
    ["2026-11-22", "2026-11-22", "2028-03-31", [2026], 2027], // by the cut-off of 2027
    ["2026-11-22", "2026-11-22", "2028-04-01", [2026], 2028], // too late for 2027, closed or not
    ["2026-11-22", "2027-04-01", "2028-03-31", [2026], 2027],
    ["2026-11-22", "2026-11-22", "2027-03-01", [2026], 2027], // the gateway's clock was set back
  ])(
    "weighed %s, arrived %s, decided %s, closed %o: %i",
    (weighed, arrived, decided, years, year) => {
      expect(countsFor({ weighed, arrived, decided }, closed(...years))).toBe(year);
    },
  );
});

describe("claimedFor", () => {
  it.each([
    [2026, "2027-03-31", { reliefYear: 2026, lapsed: false }],
    [2026, "2027-04-01", { reliefYear: 2027, lapsed: true }],
    [2026, "2028-03-31", { reliefYear: 2027, lapsed: true }],
    [2026, "2028-04-01", { reliefYear: 2028, lapsed: true }],
    [2027, "2027-04-01", { reliefYear: 2027, lapsed: false }],
  ])("what counts for %i and is claimed on %s", (year, claimed, told) => {
    expect(claimedFor(year, { weighed: "2026-11-01", claimed }, closed())).toEqual(told);
  });
});
