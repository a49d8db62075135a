import type { Random } from "../village/random.ts";
import { openPlatform, type Platform } from "./platform.ts";

/** g: what the simulated bins weigh when nothing is in them. */
export const EMPTY_BIN_GRAMS = 12_000;
/** g at which the cooperative comes and empties it. */
const FULL_GRAMS = 35_000;
/** ms that a full bin is away. */
const AWAY_MS = 4000;

type After = (delayMs: number, action: () => void) => () => void;

/** A bin that stands on a scale: whoever leaves, leaves the bags. A full one is emptied when they have gone. */
export function openBin(nowMs: () => number, random: Random, after: After): Platform {
  const platform = openPlatform(nowMs, random);
  const stand = (grams: number, wobbling = false) => platform.put(grams, { wobbling });
  let inside = EMPTY_BIN_GRAMS;
  stand(inside);
  const bringBack = () => {
    inside = EMPTY_BIN_GRAMS;
    stand(inside);
  };
  return {
    put(grams, { wobbling }) {
      inside += grams;
      stand(inside, wobbling);
    },
    letGo: platform.letGo,
    clear() {
      platform.letGo();
      if (inside < FULL_GRAMS) return;
      platform.clear();
      after(AWAY_MS, bringBack);
    },
    feel: platform.feel,
  };
}
