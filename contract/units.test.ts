import { describe, expect, it } from "vitest";
import { AssertionError } from "./assert.ts";
import { isUtcTime, utcTime } from "./ids.ts";
import {
  EpochMs,
  Grams,
  MilliPoints,
  MinorUnits,
  MinorUnitsPerKilogram,
  PointsPerKilogram,
} from "./units.ts";

const signed = { Grams, MinorUnits, MilliPoints, EpochMs };
const rates = { MinorUnitsPerKilogram, PointsPerKilogram };

describe.each(Object.entries({ ...signed, ...rates }))("%s", (_, unit) => {
  it("are whole numbers, and never -0", () => {
    expect(unit(12)).toBe(12);
    expect(unit(-0)).toBe(0);
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("refuse %d", (value) => {
    expect(() => unit(value)).toThrow(AssertionError);
  });
});

it.each(Object.entries(signed))("%s may be negative", (_, unit) => expect(unit(-1)).toBe(-1));
it.each(Object.entries(rates))("%s may not be negative", (_, unit) => {
  expect(() => unit(-1)).toThrow(/not negative/);
});

describe("times", () => {
  it.each([0, 1_795_335_330_123, -1, 253_402_300_799_999])("%d ms come out as a time", (ms) => {
    expect(isUtcTime(utcTime(ms))).toBe(true);
    expect(Date.parse(utcTime(ms))).toBe(ms);
  });

  it.each([
    "2026-02-29T00:00:00.000Z",
    "2026-13-01T00:00:00.000Z",
    "2026-01-01T23:59:60.000Z",
    "2026-01-01t00:00:00.000z",
    "+010000-01-01T00:00:00.000Z",
    "2026-01-01T00:00:00.000Z\n",
  ])("%j is none", (text) => expect(isUtcTime(text)).toBe(false));
});
