import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalGrams } from "./decimal-grams.ts";

describe("decimalGrams", () => {
  it.each([
    ["12.340", "kg", 12_340],
    ["   -0.020", "kg", -20],
    ["12.", "kg", 12_000],
    ["00012.34", "kg", 12_340],
    ["12.3400", "kg", 12_340],
    ["-0.000", "kg", 0],
    ["1234", "g", 1234],
    ["1234.00", "g", 1234],
    ["9999.999", "kg", 9_999_999],
  ] as const)("%j %s is %i g", (text, unit, grams) => {
    expect(decimalGrams(text, unit)).toBe(grams);
  });

  it.each([
    ["12.3405", "kg"],
    ["0.5", "g"],
    ["12,340", "kg"],
    ["1.2.3", "kg"],
    [".5", "kg"],
    ["--1", "kg"],
    ["- 1", "kg"],
    ["", "kg"],
    ["1e3", "g"],
    ["10000.000", "kg"],
    ["999999999", "g"],
  ] as const)("%j %s is no weight", (text, unit) => {
    expect(decimalGrams(text, unit)).toBeNull();
  });

  it("loses no gram of any weight in kilograms", () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), (grams) => {
        const digits = String(Math.abs(grams)).padStart(4, "0");
        const text = `${grams < 0 ? "-" : ""}${digits.slice(0, -3)}.${digits.slice(-3)}`;
        expect(decimalGrams(text, "kg")).toBe(grams);
      }),
    );
  });
});
