import type { Waste } from "./waste.ts";

/** What may be out of the ordinary about a visit. */
export const SPECIALS = [
  "wobbling-bag",
  "card-read-twice",
  "unknown-card",
  "below-minimum",
  "over-cap",
  "given-up",
] as const;
export type Special = (typeof SPECIALS)[number];

export type Bag = {
  readonly waste: Waste;
  /** Its true weight. */
  readonly grams: number;
};

/** One person with a card and some bags, as planned: pure data from the seed. */
export type Visit = {
  /** Village ms since the village began, before which nobody comes. */
  readonly atMs: number;
  /** Which station they go to, from 0. */
  readonly station: number;
  readonly tag: string;
  readonly bags: readonly Bag[];
  readonly special: Special | null;
};
