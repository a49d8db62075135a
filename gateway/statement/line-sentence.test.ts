import { describe, expect, it } from "vitest";
import { Grams, PointsPerKilogram } from "#contract/units.ts";
import { facts, monthOf, part, tariff } from "./facts.fixture.ts";
import { type LineContext, lineOf, type StatementMonth } from "./line.ts";

const said = (month: StatementMonth, context: LineContext = facts) =>
  lineOf(month, context).working;
const plastic = (month: string, ...parts: Parameters<typeof part>[]) =>
  monthOf(month, "plastic", ...parts.map((one) => part(...one)));

describe("a line's sentence", () => {
  it.each([
    [
      "of a plain month",
      plastic("2026-03", [2026, 12_340]),
      "Plastic in March: 12.340 kg × 4 points/kg = 49.360 points",
      "بلاستيك في آذار: ١٢٫٣٤٠ كغ × ٤ نقطة/كغ = ٤٩٫٣٦٠ نقطة",
    ],
    [
      "at the cap",
      plastic("2026-01", [2026, 25_001]),
      "Plastic in January: 25.000 kg of 25.001 kg paid under the month's cap; 25.000 kg × 4 points/kg = 100.000 points",
      "بلاستيك في كانون الثاني: يُحسب ٢٥٫٠٠٠ كغ من ٢٥٫٠٠١ كغ ضمن سقف الشهر؛ ٢٥٫٠٠٠ كغ × ٤ نقطة/كغ = ١٠٠٫٠٠٠ نقطة",
    ],
    [
      "of both grades, rounded",
      plastic("2026-04", [2026, 10_001, 2_345]),
      "Plastic in April: (10.001 kg + 2.345 kg of grade B × 67 %) × 4 points/kg ≈ 46.289 points",
      "بلاستيك في نيسان: (١٠٫٠٠١ كغ + ٢٫٣٤٥ كغ من الدرجة ب × ٦٧٪) × ٤ نقطة/كغ ≈ ٤٦٫٢٨٩ نقطة",
    ],
    [
      "of grade B alone",
      plastic("2026-05", [2026, 0, 1_000]),
      "Plastic in May: 1.000 kg of grade B × 67 % × 4 points/kg = 2.680 points",
      "بلاستيك في أيار: ١٫٠٠٠ كغ من الدرجة ب × ٦٧٪ × ٤ نقطة/كغ = ٢٫٦٨٠ نقطة",
    ],
    [
      "of what came late, alone",
      plastic("2025-12", [2026, 1_000]),
      "Plastic in December 2025, late: 1.000 kg × 4 points/kg = 4.000 points",
      "بلاستيك في كانون الأول ٢٠٢٥، متأخر: ١٫٠٠٠ كغ × ٤ نقطة/كغ = ٤٫٠٠٠ نقطة",
    ],
    [
      "of what came late to a month that counted before",
      plastic("2025-12", [2025, 20_000], [2026, 10_000]),
      "Plastic in December 2025, late: 30.000 kg with what counted before, 25.000 kg of 30.000 kg paid under the month's cap; 25.000 kg × 4 points/kg = 100.000 points, less 80.000 that counted before: 20.000 points",
      "بلاستيك في كانون الأول ٢٠٢٥، متأخر: ٣٠٫٠٠٠ كغ مع ما حُسب سابقًا، يُحسب ٢٥٫٠٠٠ كغ من ٣٠٫٠٠٠ كغ ضمن سقف الشهر؛ ٢٥٫٠٠٠ كغ × ٤ نقطة/كغ = ١٠٠٫٠٠٠ نقطة، ناقص ٨٠٫٠٠٠ حُسبت سابقًا: ٢٠٫٠٠٠ نقطة",
    ],
    [
      "where not all that was weighed can earn",
      { ...plastic("2026-06", [2026, 1_000]), recordedGrams: Grams(1_400) },
      "Plastic in June: 1.400 kg weighed, 1.000 kg of it can earn points; 1.000 kg × 4 points/kg = 4.000 points",
      "بلاستيك في حزيران: الموزون ١٫٤٠٠ كغ، منه ١٫٠٠٠ كغ تكسب نقاطًا؛ ١٫٠٠٠ كغ × ٤ نقطة/كغ = ٤٫٠٠٠ نقطة",
    ],
    [
      "of a stream that earns nothing",
      { ...monthOf("2026-07", "residual"), recordedGrams: Grams(3_000) },
      "Residual in July: 3.000 kg weighed; it earns no points: 0.000 points",
      "متبقي في تموز: الموزون ٣٫٠٠٠ كغ؛ لا يكسب نقاطًا: ٠٫٠٠٠ نقطة",
    ],
    [
      "without a tariff",
      { ...monthOf("2024-08", "glass"), recordedGrams: Grams(3_000) },
      "glass in August 2024, late: 3.000 kg weighed; no tariff paid for it: 0.000 points",
      "glass في آب ٢٠٢٤، متأخر: الموزون ٣٫٠٠٠ كغ؛ لا تعرفة سارية له: ٠٫٠٠٠ نقطة",
    ],
  ])("%s", (_, month, en, ar) => {
    expect(said(month)).toEqual({ en, ar });
  });

  it("names a factor for grade A that is not the whole, and a single point", () => {
    const streams = tariff.streams.map((one) => ({ ...one, pointsPerKg: PointsPerKilogram(1) }));
    const strict = { ...tariff, gradeFactors: { A: 90, B: 50 }, streams };
    const { en } = said(plastic("2026-03", [2026, 1_000]), { ...facts, tariffs: [strict] });
    expect(en).toBe("Plastic in March: 1.000 kg × 90 % × 1 point/kg = 0.900 points");
  });
});
