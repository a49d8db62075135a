import { Grams } from "#contract/units.ts";

/** Shifts of the point from the unit to grams. */
const PLACES = { kg: 3, g: 0 } as const;
/** More than any scale here weighs: a frame that says so is not to be trusted with anything. */
const MOST_GRAMS = 9_999_999;
export type WeightUnit = keyof typeof PLACES;

export const isWeightUnit = (text: string): text is WeightUnit => text in PLACES;

/**
 * A weight as text, to whole grams. The point is shifted in the text, so that no fraction is ever formed.
 *
 * @param text an optional minus, digits with at most one point, blanks before
 * @returns null where it is no number, grams do not suffice, or nothing weighs that much
 */
export function decimalGrams(text: string, unit: WeightUnit): Grams | null {
  const match = /^ *(-?)(\d{1,8})(?:\.(\d{0,6}))?$/.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = ""] = match;
  const digits = fraction.padEnd(PLACES[unit], "0");
  if (/[^0]/.test(digits.slice(PLACES[unit]))) return null;
  const grams = Number(`${sign}${whole}${digits.slice(0, PLACES[unit])}`);
  return Math.abs(grams) > MOST_GRAMS ? null : Grams(grams);
}
