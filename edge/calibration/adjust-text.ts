import type { Grams } from "#contract/units.ts";
import type { AdjustFault } from "./adjust.ts";

/** What adjust says. */
type Words = {
  readonly empty: string;
  put(weight: Grams): string;
  fault(fault: AdjustFault, noiseGrams: number): string;
  readonly failed: string;
  write(lines: string, noiseGrams: number): string;
};

const en: Words = {
  empty: "Empty the scale (a bin comes off too), then press Enter.",
  put: (weight) => `Put on ${weight} g, then press Enter.`,
  fault: (fault, noiseGrams) =>
    fault === "noisy"
      ? `It wavers by ${noiseGrams} g, more than a division: look for wind, cables and what touches it.`
      : "The weight is not felt: look at the load cell's wires.",
  failed: "It cannot be adjusted like that.",
  write: (lines, noiseGrams) =>
    `It wavers by ${noiseGrams} g. Write this into [scale] of station.toml, then calibrate:\n${lines}`,
};

const ar: Words = {
  empty: "أفرغ الميزان (وارفع الحاوية عنه) ثم اضغط Enter.",
  put: (weight) => `ضع ${weight} غ ثم اضغط Enter.`,
  fault: (fault, noiseGrams) =>
    fault === "noisy"
      ? `يتذبذب بمقدار ${noiseGrams} غ، أكثر من تدريجة: افحص الريح والأسلاك وما يلامسه.`
      : "لا أثر للوزن: افحص أسلاك خلية الحمل.",
  failed: "لا يمكن ضبطه هكذا.",
  write: (lines, noiseGrams) =>
    `يتذبذب بمقدار ${noiseGrams} غ. اكتب هذا في [scale] من station.toml ثم عايِر:\n${lines}`,
};

export const adjustWords = { ar, en } as const;
