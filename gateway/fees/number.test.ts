import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseServed, parseShekels } from "./number.ts";

describe("parseShekels", () => {
  it.each([
    ["0", 0],
    ["180", 18_000],
    ["180.5", 18_050],
    ["180.05", 18_005],
    ["007.10", 710],
    ["1,234,567.89", 123_456_789],
    ["١٢٣٫٤٥", 12_345],
    ["١٬٢٣٤٫٥", 123_450],
    ["۱۲۳٫۴۵", 12_345],
    ["999999999.99", 99_999_999_999],
  ])("reads %s as %i agorot", (text, agorot) => {
    expect(parseShekels(text)).toEqual({ ok: true, value: agorot });
  });

  it.each([
    ["a word", "free"],
    ["a sign", "-5"],
    ["a sign that a spreadsheet takes for a formula", "+5"],
    ["a formula", "=1+1"],
    ["a mention", "@5"],
    ["three decimals", "1.234"],
    ["a decimal comma", "12,50"],
    ["thousands out of step", "12,34,567"],
    ["no decimals after the point", "5."],
    ["no shekels before the point", ".50"],
    ["an exponent", "1e3"],
    ["a currency", "₪ 180"],
    ["two numbers", "180 190"],
    ["nothing", ""],
  ])("refuses %s: %s", (_, text) => {
    expect(parseShekels(text)).toMatchObject({ problem: expect.stringContaining("not an amount") });
  });

  it("refuses more than a billion", () => {
    expect(parseShekels("1000000000")).toEqual({
      ok: false,
      problem: '"1000000000" is too large an amount.',
    });
  });

  it("reads every amount back that is written with two decimals", () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), fc.nat(99), (shekels, agorot) => {
        const text = `${shekels}.${String(agorot).padStart(2, "0")}`;
        expect(parseShekels(text)).toEqual({ ok: true, value: shekels * 100 + agorot });
      }),
    );
  });
});

describe("parseServed", () => {
  it.each([
    ["1", 1],
    ["99", 99],
    ["04", 4],
    ["١٢", 12],
  ])("reads %s as %i", (text, count) => {
    expect(parseServed(text)).toEqual({ ok: true, value: count });
  });

  it.each(["0", "100", "-1", "1.5", "two", ""])("refuses %j", (text) => {
    expect(parseServed(text)).toMatchObject({ problem: expect.stringContaining("from 1 to 99") });
  });
});
