import { Grams } from "#contract/units.ts";
import type { Instrument } from "../weighing/config.ts";

type Scale = Pick<Instrument, "class" | "division">;

/** Loads, in divisions, up to which one and two halves of a division may be wrong; above, three. */
const STEPS = {
  I: [50_000, 200_000],
  II: [5_000, 20_000],
  III: [500, 2_000],
  IIII: [50, 200],
} as const;

/**
 * How much an indication may be wrong in service: twice the 0.5, 1 and 1.5 divisions of a verification,
 * so whole divisions. Taken as they stand for indications in whole divisions, whose rounding (up to half
 * a division) nobody can see without small weights.
 *
 * @param load g, not negative @returns g, to either side
 * @see Directive 2014/31/EU, annex I, 4.1 with table 3, and 4.2; OIML R 76-1 has the same table
 */
export function limitInService(load: Grams, { class: ofClass, division }: Scale): Grams {
  const [first, second] = STEPS[ofClass];
  if (load <= first * division) return division;
  return Grams((load <= second * division ? 2 : 3) * division);
}
