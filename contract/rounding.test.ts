import { describe, expect, it } from "vitest";
import { divideHalfUp } from "./rounding.ts";

describe("divideHalfUp", () => {
  it.each([
    [0, 7, 0],
    [49, 100, 0],
    [50, 100, 1],
    [149, 100, 1],
    [1, 3, 0],
    [2, 3, 1],
    [Number.MAX_SAFE_INTEGER, 1, Number.MAX_SAFE_INTEGER],
  ])("%i / %i is %i", (dividend, divisor, quotient) => {
    expect(divideHalfUp(dividend, divisor)).toBe(quotient);
  });

  it.each([-1, 0.5, Number.MAX_SAFE_INTEGER + 1])("refuses %d", (dividend) => {
    expect(() => divideHalfUp(dividend, 2)).toThrow(/inexact dividend/);
  });
});
