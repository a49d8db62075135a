import { assert } from "#contract/assert.ts";
import { type Household, strangersTag } from "./households.ts";
import type { Random } from "./random.ts";
import { type Bag, SPECIALS, type Special } from "./visit.ts";
import { bagfulGrams, MEAN_MEMBERS, type Waste } from "./waste.ts";

/** Who comes with what, before it is known when and where. */
export type Errand = {
  readonly tag: string;
  readonly bags: readonly Bag[];
  readonly special: Special | null;
};

/** Each special visit once, each by another household: what a village sees sooner or later, seen soon. */
export function specialErrands(households: readonly Household[], random: Random): Errand[] {
  const small = households.filter(({ members }) => members <= MEAN_MEMBERS);
  const tags = small.flatMap((household) => household.tags.slice(0, 1));
  const unknown = strangersTag(random, households);
  return SPECIALS.map((special, index) => {
    const tag = special === "unknown-card" ? unknown : tags[index];
    assert(tag !== undefined, "there are enough small households");
    return { tag, bags: BAGS[special], special };
  });
}

const full = (waste: Waste): Bag => ({ waste, grams: bagfulGrams(waste, 0.5) });

const BAGS: Readonly<Record<Special, readonly Bag[]>> = {
  "wobbling-bag": [full("organic"), full("plastic")],
  "card-read-twice": [full("paper"), full("plastic")],
  "unknown-card": [full("plastic")],
  // Paper counts from 500 g; 300 g are more than the 20 divisions under which nothing counts.
  "below-minimum": [{ waste: "paper", grams: 300 }],
  // The month's cap of glass is 12 kg for a household of mean size or smaller.
  "over-cap": [full("glass"), full("glass"), full("glass")],
  "given-up": [full("organic")],
};
