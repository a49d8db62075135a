import { fail, ok, type Result } from "#contract/result.ts";
import { Grams } from "#contract/units.ts";
import type { Instrument } from "../weighing/config.ts";
import { MOST_WEIGHTS } from "./entry.ts";

/** Near half and full use: what to look for in the box of weights. */
export function usualWeights({ max, division }: Pick<Instrument, "max" | "division">) {
  const near = (grams: number) => Grams(Math.floor(grams / division) * division);
  return [near(max / 2), near(max)] as const;
}

/** Below so many divisions a scale that shows nothing is within its limits of error. */
const MIN_DIVISIONS = 20;

/** @param text like `5000,20000` @returns lightest first, or what is wrong */
export function parseWeights(
  text: string,
  { max, division }: Pick<Instrument, "max" | "division">,
): Result<readonly Grams[], string> {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  if (words.length === 0) return fail("no weight is given");
  if (words.length > MOST_WEIGHTS) return fail(`more than ${MOST_WEIGHTS} weights`);
  const wrong = words.find((word) => !/^[1-9]\d{0,6}$/.test(word));
  if (wrong !== undefined) return fail(`"${wrong}" is no weight in whole grams`);
  const weights = [...new Set(words.map(Number))].toSorted((a, b) => a - b).map(Grams);
  const least = MIN_DIVISIONS * division;
  const tooLittle = weights.find((weight) => weight < least);
  if (tooLittle !== undefined)
    return fail(`${tooLittle} g tells nothing: the least is ${least} g, twenty divisions`);
  const tooMuch = weights.find((weight) => weight > max);
  return tooMuch === undefined
    ? ok(weights)
    : fail(`${tooMuch} g is more than the scale's ${max} g`);
}
