import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalOf } from "#contract/decimal.ts";
import { parseAmount } from "./amount.ts";

const QAM = { code: "QAM", minorUnits: 2 };

describe("parseAmount", () => {
  it.each([
    ["12.50", 2, 1_250],
    ["12.5", 2, 1_250],
    ["12", 2, 1_200],
    ["0.01", 2, 1],
    ["0012.50", 2, 1_250],
    ["١٢٫٥٠", 2, 1_250],
    ["۱۲.۵", 2, 1_250],
    ["1.234", 3, 1_234],
    ["7", 0, 7],
  ])("reads %s with %i decimals as %i minor units", (text, minorUnits, amount) => {
    expect(parseAmount(text, { code: "QAM", minorUnits })).toEqual({ ok: true, value: amount });
  });

  it("reads back every amount that is written", () => {
    const amounts = fc.integer({ min: 1, max: 99_999_999_999 });
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(parseAmount(decimalOf(amount, 2), QAM)).toEqual({ ok: true, value: amount });
      }),
    );
  });

  it.each(["", "12,50", "-1", "+1", "1e3", "1.", ".5", "1.234", "twelve", "1 2", "0x10", "٪"])(
    "refuses %j, and says how to write it",
    (text) => {
      const problem = `"${text}" is no amount of QAM: write it like 12.50, without a comma.`;
      expect(parseAmount(text, QAM)).toEqual({ ok: false, problem });
    },
  );

  it.each([
    ["0.00", "An amount is above zero."],
    ["1000000000", '"1000000000" is too large an amount.'],
  ])("refuses %s", (text, problem) => {
    expect(parseAmount(text, QAM)).toEqual({ ok: false, problem });
  });
});
