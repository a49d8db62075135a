import { describe, expect, it } from "vitest";
import { type Hash, utcTime } from "#contract/ids.ts";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import type { ExplainedStep, Explanation } from "../store/explanation.ts";
import { explanationText } from "./explanation.ts";

const grams = (a: number, b = 0) => ({ a: Grams(a), b: Grams(b) });

const step: ExplainedStep = {
  ...{ position: 17, at: utcTime(Date.UTC(2026, 10, 22)), what: "received" },
  ...{
    actor: "station:beitillo-01",
    approver: null,
    singlePerson: false,
    reason: null,
    slip: null,
  },
  ...{ outcome: "posted", reasons: [], holder: "household:h012", date: "2026-11-22" },
  ...{ stream: "plastic", label: { ar: "بلاستيك", en: "Plastic" }, grade: null },
  ...{ net: Grams(4_320), credited: MinorUnits(173), points: MilliPoints(17_280) },
  reliefYear: 2026,
  weighing: null,
  month: {
    ...{ month: "2026-11", tariff: "tariff-1", before: grams(8_020), after: grams(12_340) },
    ...{ capGrams: Grams(25_000), gradeFactors: { A: 100, B: 67 } },
    ...{ rateMinorUnitsPerKg: 40, pointsPerKg: 4 },
    ...{ creditBefore: MinorUnits(321), creditAfter: MinorUnits(494) },
  },
};
const text = (language: "ar" | "en", ...steps: Explanation["steps"]) =>
  explanationText(
    { deposit: "beitillo/beitillo-01/3/1042", steps },
    { language, currency: { code: "QAM", minorUnits: 2 } },
  );

describe("explanationText", () => {
  it("gives the sum to check by hand", () => {
    expect(text("en", step)).toBe(`Deposit beitillo/beitillo-01/3/1042

Received on 2026-11-22 from station:beitillo-01 (event 17).
  Plastic, 4.320 kg, not inspected, weighed on 2026-11-22.
  It counts for household:h012.
  Tariff tariff-1, in force in 2026-11: 0.40 QAM a kilogram.
  At most 25.000 kg a month are paid.
  The month without it: 8.020 kg × 0.40 = 3.21 QAM
  The month with it: 12.340 kg × 0.40 = 4.94 QAM (rounded once, half up)
  So it brings 1.73 QAM and 17.280 points for 2026.`);
  });

  const scale = {
    ...{ id: "bin-1", division: 10, verified: true, samples: 16, spread: 0 },
    ...{ calibration: "2026-09-01", window: "w".repeat(43) as Hash },
  };
  const weighing = { gross: Grams(46_320), tare: Grams(42_000), scale };

  it("says what the scale showed, and what was there before", () => {
    expect(text("en", { ...step, weighing })).toContain(
      "The scale showed 46.320 kg, of which 42.000 kg were there before: scale bin-1, division 10 g, " +
        "calibration 2026-09-01, under legal verification.",
    );
    const platform = { ...weighing, tare: Grams(0), scale: { ...scale, verified: false } };
    expect(text("en", { ...step, weighing: platform })).toMatch(
      /showed 46\.320 kg: .* not under legal verification/,
    );
    expect(text("ar", { ...step, weighing })).toContain("أظهر الميزان");
    expect(text("en", { ...step, what: "corrected", weighing })).not.toContain("The scale showed");
  });

  it("pays what the cap leaves, the best grade first", () => {
    const month = step.month && { ...step.month, after: grams(20_000, 9_000) };
    expect(text("en", { ...step, month })).toContain("20.000 kg × 0.40 + 5.000 kg × 0.40 × 67 % =");
  });

  it("names who decided, why, and that it was one alone", () => {
    const by = { actor: "amal", approver: null, singlePerson: true, reason: "wet" } as const;
    const corrected = text("en", { ...step, what: "corrected", ...by });
    expect(corrected).toContain(
      "Decided on 2026-11-22 by amal (event 17).\n  Why: wet\n  One person",
    );
  });

  it("tells of a dispute and of its dismissal who, when and why, in both languages", () => {
    const by = { at: step.at, actor: "amal", singlePerson: false } as const;
    const disputed = { ...by, position: 18, approver: null, reason: "it was 4.5 kg" } as const;
    const dismissed = { ...by, position: 19, approver: "basma", reason: "checked" } as const;
    const steps = [
      { ...disputed, what: "disputed" },
      { ...dismissed, what: "dismissed" },
    ] as const;
    expect(
      text("en", step, ...steps)
        .split("\n\n")
        .slice(2),
    ).toEqual([
      "Disputed by the household, as noted on 2026-11-22 by amal (event 18).\n  Why: it was 4.5 kg",
      "The dispute was dismissed on 2026-11-22 by amal and basma (event 19).\n  Why: checked",
    ]);
    const arabic = text("ar", ...steps);
    expect(arabic).toContain("وسجّل الاعتراض \u2066amal\u2069 في \u20662026-11-22\u2069");
    expect(arabic).toContain("ردّ الاعتراض \u2066amal و basma\u2069");
  });

  it("names the slip and the two people who entered it by hand", () => {
    const by = { actor: "amal", approver: "basma", reason: "no power", slip: "17" } as const;
    const entered = { ...step, ...by, what: "entered" } as const;
    expect(text("en", entered)).toContain(
      "Entered by hand from slip 17 on 2026-11-22 by amal and basma (event 17).\n  Why: no power\n",
    );
    expect(text("ar", entered)).toContain(
      "يدويًا من القسيمة \u206617\u2069 في \u20662026-11-22\u2069",
    );
  });

  it("says the same in Arabic, numbers in their own direction", () => {
    expect(text("ar", step)).toContain("فيجلب \u20661.73 QAM\u2069 و\u206617.280\u2069 نقطة");
    expect(text("ar", step)).toContain("بلاستيك، \u20664.320 kg\u2069، لم يُفحص");
  });

  it("tells nothing of money where nothing was decided", () => {
    const nothing = { month: null, credited: null, points: null, holder: null } as const;
    const held = text("en", { ...step, ...nothing, outcome: "held", reasons: ["card-blocked"] });
    expect(held).toMatch(
      /Held: two people have to look\.\n {2}Note: the card was blocked \(card-blocked\)\.$/,
    );
  });

  it("names reasons in both languages, and one that it does not know as it stands", () => {
    const reasons = ["card-proof", "from-the-future"];
    const held = { ...step, outcome: "held", reasons } as const;
    expect(text("en", held)).toContain(
      "Note: the card did not prove that it was there itself (card-proof); from-the-future.",
    );
    expect(text("ar", held)).toContain(
      "ملاحظة: لم تُثبت البطاقة أنها كانت حاضرة بنفسها (\u2066card-proof\u2069)؛ \u2066from-the-future\u2069.",
    );
  });
});
