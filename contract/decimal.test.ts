import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalOf, kilogramsOf } from "./decimal.ts";

describe("decimalOf", () => {
  it.each([
    [0, 2, "0.00"],
    [5, 2, "0.05"],
    [-173, 2, "-1.73"],
    [-5, 3, "-0.005"],
    [4320, 0, "4320"],
    [17_280, 3, "17.280"],
  ])("%i with %i decimals is %s", (amount, decimals, text) => {
    expect(decimalOf(amount, decimals)).toBe(text);
  });

  it("loses nothing: without its point it is the amount again", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(4), (amount, decimals) => {
        expect(Number(decimalOf(amount, decimals).replace(".", ""))).toBe(amount);
      }),
    );
  });

  it("writes grams as kilograms", () => {
    expect(kilogramsOf(4320)).toBe("4.320 kg");
  });
});
