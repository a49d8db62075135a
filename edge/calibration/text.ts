import type { Grams } from "#contract/units.ts";
import type { Fault, Report } from "./judge.ts";

/** What calibrate says. */
export type Words = {
  askWeights(usual: readonly Grams[]): string;
  readonly empty: string;
  readonly takeOff: string;
  put(weight: Grams, turn: number, of: number): string;
  settled(grams: Grams): string;
  zero(error: Grams, limit: Grams): string;
  weight(it: Report["weights"][number]): string;
  linearity(grams: Grams): string;
  fault(fault: Fault): string;
  readonly failed: string;
  readonly agree: string;
  readonly notWritten: string;
  written(id: string): string;
};

const en: Words = {
  askWeights: (usual) => `Which known weights are there, in grams? (near ${usual.join(", ")})`,
  empty: "Empty the scale (a bin comes off too), then press Enter: it is set to zero.",
  takeOff: "Take it off, then press Enter.",
  put: (weight, turn, of) => `Put on ${weight} g (${turn} of ${of}), then press Enter.`,
  settled: (grams) => `  ${grams} g`,
  zero: (error, limit) => `Zero: at most ${error} g off; allowed ${limit} g.`,
  weight: ({ weight, error, spread, limit }) =>
    `${weight} g: error ${error} g, repeats within ${spread} g; allowed ${limit} g each.`,
  linearity: (grams) => `Off a straight line: ${grams} g.`,
  fault: (fault) =>
    fault.what === "zero"
      ? "It does not come back to zero: look for what touches it, and clean it."
      : fault.what === "error"
        ? `It is wrong at ${fault.weight} g: have it adjusted, and verified again.`
        : `It does not repeat at ${fault.weight} g: look at feet, floor and load cell.`,
  failed: "It did not pass. Nothing was written.",
  agree: "It passed. Write this into the journal? (y/n)",
  notWritten: "Nothing was written.",
  written: (id) => `Calibration ${id} is in the journal; deposits carry it from now on.`,
};

const ar: Words = {
  askWeights: (usual) => `ما الأوزان المعروفة المتوفرة بالغرام؟ (قرابة ${usual.join("، ")})`,
  empty: "أفرغ الميزان (وارفع الحاوية عنه) ثم اضغط Enter: سيُصفَّر.",
  takeOff: "ارفع الوزن ثم اضغط Enter.",
  put: (weight, turn, of) => `ضع ${weight} غ (${turn} من ${of}) ثم اضغط Enter.`,
  settled: (grams) => `  ${grams} غ`,
  zero: (error, limit) => `الصفر: أكبر خطأ ${error} غ؛ المسموح ${limit} غ.`,
  weight: ({ weight, error, spread, limit }) =>
    `${weight} غ: الخطأ ${error} غ، والتكرار ضمن ${spread} غ؛ المسموح لكل منهما ${limit} غ.`,
  linearity: (grams) => `البعد عن الخط المستقيم: ${grams} غ.`,
  fault: (fault) =>
    fault.what === "zero"
      ? "لا يعود إلى الصفر: ابحث عمّا يلامسه ونظّفه."
      : fault.what === "error"
        ? `خطأ عند ${fault.weight} غ: يجب ضبطه ثم التحقق منه من جديد.`
        : `لا يكرر القراءة عند ${fault.weight} غ: افحص القوائم والأرضية وخلية الحمل.`,
  failed: "لم ينجح. لم يُكتب شيء.",
  agree: "نجح. هل يُكتب في السجل؟ (y/n)",
  notWritten: "لم يُكتب شيء.",
  written: (id) => `المعايرة ${id} في السجل، وتحملها الإيداعات من الآن.`,
};

export const words = { ar, en } as const;
