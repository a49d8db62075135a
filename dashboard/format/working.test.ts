import { describe, expect, it } from "vitest";
import type { LiveDeposit, LiveWorking } from "#contract/live.ts";
import { Grams, MinorUnits } from "#contract/units.ts";
import { sampleDeposit } from "../samples.ts";
import { LANGUAGES, type LanguageName } from "./language.ts";
import { numbersIn } from "./numbers.ts";
import { workingOf } from "./working.ts";

function said(deposit: LiveDeposit, language: LanguageName = "en", stream = "Plastic"): string[] {
  const numbers = numbersIn(language, { code: "QAM", minorUnits: 2 });
  const { words } = LANGUAGES[language];
  const sentences = workingOf(deposit, { stream, words, numbers });
  return sentences.map((sentence) => sentence.replaceAll("\u00a0", " "));
}

function withWorking(differing: Partial<LiveWorking>): LiveDeposit {
  const { working } = sampleDeposit();
  return sampleDeposit({ working: working === null ? null : { ...working, ...differing } });
}

describe("the working of a deposit", () => {
  it("is a sum that can be checked by hand", () => {
    expect(said(sampleDeposit())).toEqual([
      "Plastic in November: 12.340 kg × 0.40 = 4.94; this bag 4.320 kg: 1.73",
      "Relief: 12.340 kg × 4 = 49.36; this bag: 17.28 points",
    ]);
  });

  it("is written in Arabic-Indic digits, or in Latin ones on request", () => {
    expect(said(sampleDeposit(), "ar", "بلاستيك")[0]).toBe(
      "بلاستيك في تشرين الثاني: ١٢٫٣٤٠ كغم × ٠٫٤٠ = ٤٫٩٤؛ هذا الكيس ٤٫٣٢٠ كغم: ١٫٧٣",
    );
    expect(said(sampleDeposit(), "ar-latn", "بلاستيك")[0]).toContain("12.340 كغم × 0.40 = 4.94");
  });

  it("says what the month's limit left out", () => {
    const [credit] = said(withWorking({ gramsA: Grams(27_100), paidGramsA: Grams(25_000) }));
    expect(credit).toContain("25.000 kg (the month’s limit, of 27.100 kg) × 0.40");
  });

  it("shows what grade B earns of the rate", () => {
    const [credit] = said(
      withWorking({
        gramsA: Grams(8020),
        paidGramsA: Grams(8020),
        gramsB: Grams(4320),
        paidGramsB: Grams(4320),
      }),
    );
    expect(credit).toContain("(8.020 kg + 67% of 4.320 kg grade B) × 0.40");
  });

  it.each([
    ["a held deposit", sampleDeposit({ outcome: "held" }), 0],
    ["one without a sum", sampleDeposit({ working: null }), 0],
    ["one that earns points alone", withWorking({ rateMinorUnitsPerKg: MinorUnits(0) }), 1],
    ["one that earns credit alone", sampleDeposit({ milliPoints: null }), 1],
  ])("leaves out what there is not: %s", (_what, deposit, sentences) => {
    expect(said(deposit)).toHaveLength(sentences);
  });
});
