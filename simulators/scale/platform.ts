import type { Random } from "../village/random.ts";
import { type Change, emptyPlatform, gramsAt, swungTo } from "./load-cell.ts";

/** The platform of a scale: people put loads on it, its cell feels them, with noise. */
export type Platform = {
  put(grams: number, how: { readonly wobbling: boolean }): void;
  /** Whoever held on to the load lets go of it. */
  letGo(): void;
  clear(): void;
  /** g as the cell feels them now; not whole. */
  feel(): number;
};

/** g: standard deviation of a 60 kg cell behind its filter. */
const NOISE_GRAMS = 1.5;
const WOBBLE_GRAMS = 150;
/** kg at which the slowest swing is reached. */
const SLOWEST_AT_GRAMS = 20_000;

/** @param nowMs village time */
export function openPlatform(nowMs: () => number, random: Random): Platform {
  let swing = emptyPlatform;
  const swingTo = (change: Partial<Change>) => {
    swing = swungTo(swing, { ...swing, ...change }, nowMs());
  };
  return {
    put: (grams, { wobbling }) =>
      swingTo({
        toGrams: grams,
        frequencyHz: 4 - 3 * Math.min(1, grams / SLOWEST_AT_GRAMS),
        decayMs: random.between(250, 400),
        wobbleGrams: wobbling ? WOBBLE_GRAMS : 0,
      }),
    letGo: () => swingTo({ wobbleGrams: 0 }),
    clear: () => swingTo({ toGrams: 0, frequencyHz: 4, decayMs: 200, wobbleGrams: 0 }),
    feel: () => gramsAt(swing, nowMs()) + NOISE_GRAMS * random.normal(),
  };
}
