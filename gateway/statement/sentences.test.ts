import { describe, expect, it } from "vitest";
import type { StatementFee } from "#contract/relief-statement.ts";
import { MilliPoints, MinorUnits } from "#contract/units.ts";
import { facts, fee } from "./facts.fixture.ts";
import { type StatementFacts, statementOf } from "./statement.ts";

/** A year is worth what was carried into it here: the sentences are the same. */
const workings = (milliPoints: number, more: Partial<StatementFacts> = {}) =>
  statementOf({ ...facts, ...more, carriedMilliPoints: MilliPoints(milliPoints) }).workings;

describe("the sentence about points", () => {
  it.each([
    [
      0,
      4,
      "The lines give 0.000 points; rounded half up: 0 points",
      "مجموع السطور ٠٫٠٠٠ نقطة؛ بالتقريب إلى أقرب عدد صحيح: ٠ نقطة",
    ],
    [
      -1_500,
      4,
      "The lines give 0.000 points; with -1.500 carried from the year before, -1.500; below zero: 0 points, and -1.500 carried to the next year",
      "مجموع السطور ٠٫٠٠٠ نقطة؛ ومع \u061c-١٫٥٠٠ المرحّلة من السنة السابقة \u061c-١٫٥٠٠؛ أقل من صفر: ٠ نقطة، و\u061c-١٫٥٠٠ تُرحّل إلى السنة التالية",
    ],
  ])("%i millipoints of %i members", (points, members, en, ar) => {
    expect(workings(points, { membersIn: () => members }).points).toEqual({ en, ar });
  });

  it("says how a rule per head comes to its number", () => {
    const rule = { ...facts.rule, basis: "head" as const };
    expect(workings(1_236_000, { rule, membersIn: () => 6 }).points).toEqual({
      en: "The lines give 0.000 points; with 1,236.000 carried from the year before, 1,236.000; × 4.8 / 6 (members on 1 December); rounded half up: 989 points",
      ar: "مجموع السطور ٠٫٠٠٠ نقطة؛ ومع ١٬٢٣٦٫٠٠٠ المرحّلة من السنة السابقة ١٬٢٣٦٫٠٠٠؛ × ٤٫٨ / ٦ (عدد الأفراد في ١ كانون الأول)؛ بالتقريب إلى أقرب عدد صحيح: ٩٨٩ نقطة",
    });
  });
});

describe("the sentence about the percent", () => {
  it.each([
    [1, "1 point lies below 400: 0.00 %", "١ نقطة أقل من ٤٠٠: ٠٫٠٠٪"],
    [5, "5 points lie below 400: 0.00 %", "٥ نقاط أقل من ٤٠٠: ٠٫٠٠٪"],
    [399, "399 points lie below 400: 0.00 %", "٣٩٩ نقطة أقل من ٤٠٠: ٠٫٠٠٪"],
    [
      400,
      "400 points lie between 400 (10 %) and 4,200 (50 %): 10 + (400 − 400) × 40 / 3,800 = 10.00 %",
      "٤٠٠ نقطة تقع بين ٤٠٠ (١٠٪) و٤٬٢٠٠ (٥٠٪): ١٠ + (٤٠٠ − ٤٠٠) × ٤٠ / ٣٬٨٠٠ = ١٠٫٠٠٪",
    ],
    [
      1_236,
      "1,236 points lie between 400 (10 %) and 4,200 (50 %): 10 + (1,236 − 400) × 40 / 3,800 = 18.80 %",
      "١٬٢٣٦ نقطة تقع بين ٤٠٠ (١٠٪) و٤٬٢٠٠ (٥٠٪): ١٠ + (١٬٢٣٦ − ٤٠٠) × ٤٠ / ٣٬٨٠٠ = ١٨٫٨٠٪",
    ],
    [
      4_199,
      "4,199 points lie between 400 (10 %) and 4,200 (50 %): 10 + (4,199 − 400) × 40 / 3,800 ≈ 49.99 %",
      "٤٬١٩٩ نقطة تقع بين ٤٠٠ (١٠٪) و٤٬٢٠٠ (٥٠٪): ١٠ + (٤٬١٩٩ − ٤٠٠) × ٤٠ / ٣٬٨٠٠ ≈ ٤٩٫٩٩٪",
    ],
    [4_200, "4,200 points lie at or above 4,200: 50.00 %", "٤٬٢٠٠ نقطة لا تقل عن ٤٬٢٠٠: ٥٠٫٠٠٪"],
  ])("of %i points", (points, en, ar) => {
    expect(workings(points * 1_000).percent).toEqual({ en, ar });
  });
});

describe("the sentence about relief", () => {
  const of = (account: StatementFee | null, most?: number) => {
    const ceiling = most === undefined ? {} : { ceilingMinorUnits: MinorUnits(most) };
    return workings(1_236_000, { fee: account, rule: { ...facts.rule, ...ceiling } }).relief;
  };

  it.each([
    [
      "of one part in two",
      of(fee),
      "18.80 % of 120.00 ILS, of which this household has one part in 2: 11.28 ILS",
      "١٨٫٨٠٪ من ١٢٠٫٠٠ شيكل، وحصة هذه الأسرة منها جزء واحد من ٢: ١١٫٢٨ شيكل",
    ],
    [
      "of a fee of its own, with arrears",
      of({ ...fee, householdsServed: 1, arrearsMinorUnits: MinorUnits(3_000) }),
      "18.80 % of 120.00 ILS: 22.56 ILS; arrears of 30.00 ILS do not block it",
      "١٨٫٨٠٪ من ١٢٠٫٠٠ شيكل: ٢٢٫٥٦ شيكل؛ والمتأخرات البالغة ٣٠٫٠٠ شيكل لا تمنعه",
    ],
    [
      "at the ceiling",
      of(fee, 1_000),
      "18.80 % of 120.00 ILS, of which this household has one part in 2, but at most 10.00 ILS a year: 10.00 ILS",
      "١٨٫٨٠٪ من ١٢٠٫٠٠ شيكل، وحصة هذه الأسرة منها جزء واحد من ٢، على ألا يزيد على ١٠٫٠٠ شيكل في السنة: ١٠٫٠٠ شيكل",
    ],
    [
      "below the ceiling, of which it says nothing",
      of({ ...fee, householdsServed: 1 }, 2_256),
      "18.80 % of 120.00 ILS: 22.56 ILS",
      "١٨٫٨٠٪ من ١٢٠٫٠٠ شيكل: ٢٢٫٥٦ شيكل",
    ],
    [
      "without a charge",
      of({ ...fee, feeMinorUnits: null }),
      "No fee is charged for 2027 yet: 0.00 ILS",
      "لم تُفرض رسوم سنة ٢٠٢٧ بعد: ٠٫٠٠ شيكل",
    ],
    [
      "without an account",
      of(null),
      "The household has no fee account on 1 April 2027: 0.00 ILS",
      "ليس للأسرة حساب رسوم في ١ نيسان ٢٠٢٧: ٠٫٠٠ شيكل",
    ],
  ])("%s", (_, relief, en, ar) => {
    expect(relief).toEqual({ en, ar });
  });
});
