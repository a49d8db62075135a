import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languageFor } from "./language.ts";
import { numbersIn } from "./numbers.ts";
import { fits } from "./search.ts";

const QAM = { code: "QAM", minorUnits: 2 };

describe("languageFor", () => {
  it.each([
    ["en", ["ar"], "en"],
    [null, ["en-US"], "en"],
    [null, ["fr", "ar-PS", "en"], "ar"],
    [null, ["fr"], "ar"],
    ["nonsense", ["en"], "en"],
    ["toString", ["ar"], "ar"],
  ])("remembering %s, a browser that prefers %s gets %s", (remembered, preferred, chosen) => {
    expect(languageFor(remembered, preferred)).toBe(chosen);
  });
});

describe("numbersIn", () => {
  it("only writes digits: no gram, agora or thousandth is lost or rounded", () => {
    const { kilograms, amount } = numbersIn("en", QAM);
    fc.assert(
      fc.property(fc.nat(2 ** 50), (value) => {
        const digits = (text: string) => BigInt(text.replace(/\D/g, ""));
        expect(digits(kilograms(value))).toBe(BigInt(value));
        expect(digits(amount(value))).toBe(BigInt(value));
      }),
    );
  });

  it.each([
    ["en", "18.80%"],
    ["ar", "١٨٫٨٠٪؜"],
    ["ar-latn", "18.80‎%‎"],
  ] as const)("prints relief with two decimals in %s", (language, text) => {
    expect(numbersIn(language, QAM).relief(18.8)).toBe(text);
  });

  it("writes a year without a group mark", () => {
    expect(numbersIn("en", QAM).year(2026)).toBe("2026");
    expect(numbersIn("ar", QAM).year(2026)).toBe("٢٠٢٦");
  });
});

describe("fits", () => {
  it.each([
    ["h012", "12", true],
    ["h012", " H01 ", true],
    ["h012", "٠١٢", true],
    ["h012", "", true],
    ["h012", "13", false],
  ])("%s is found by %j: %s", (household, typed, found) => {
    expect(fits(household, typed)).toBe(found);
  });
});
