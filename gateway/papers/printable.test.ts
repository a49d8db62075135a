import { describe, expect, it } from "vitest";
import { printableText } from "./printable.ts";

describe("printableText", () => {
  it.each([
    ["Arabic with its vowel signs", "دَارٌ ١٢، حارة ٣", "دَارٌ ١٢، حارة ٣"],
    ["letters of Persian and Urdu", "پ چ گ ڤ", "پ چ گ ڤ"],
    ["a letter and its accent, made one", "e\u0301", "é"],
    ["what the font lacks", "中😀א", "???"],
    ["a control character", "a\u0000b", "a b"],
  ])("%s", (_, text, printed) => {
    expect(printableText(text)).toBe(printed);
  });
});
