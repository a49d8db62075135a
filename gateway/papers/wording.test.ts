import { describe, expect, it } from "vitest";
import {
  arabicSentence,
  decisionOf,
  draftWarning,
  indicDigits,
  singlePersonWarning,
} from "./wording.ts";

describe("indicDigits", () => {
  it.each([
    ["18.80", "١٨٫٨٠"],
    ["0.05", "٠٫٠٥"],
    ["4200", "٤٢٠٠"],
  ])("writes %s as %s", (latin, indic) => {
    expect(indicDigits(latin)).toBe(indic);
  });
});

describe("arabicSentence", () => {
  it.each([
    ["a month", "في 2026-03: 5", "في \u20662026-03\u2069: 5"],
    ["a date", "بتاريخ 2027-04-12", "بتاريخ \u20662027-04-12\u2069"],
    ["no number but a date", "رقم 2027/14", "رقم 2027/14"],
    ["no mark that came with the text", "\u202e5", " 5"],
  ])("holds together %s", (_, text, sentence) => {
    expect(arabicSentence(text)).toBe(sentence);
  });
});

describe("what stands on top of a paper", () => {
  it("is the ids of what one person decided alone, or nothing", () => {
    expect(singlePersonWarning([])).toEqual([]);
    expect(singlePersonWarning(["t-1", "r-2"])).toMatchObject([
      { en: "Decided by a single person: t-1, r-2" },
    ]);
  });

  it("is that an open year is a draft", () => {
    expect(draftWarning("closed")).toEqual([]);
    expect(draftWarning("open")).toMatchObject([{ en: "Draft: the year is not closed yet" }]);
  });

  it("is the council's decision, once there is one", () => {
    expect(decisionOf(null)).toBeNull();
    expect(decisionOf({ number: "2027/14", date: "2027-04-12" })?.en).toBe(
      "Closed by council decision 2027/14 of 2027-04-12",
    );
  });
});
