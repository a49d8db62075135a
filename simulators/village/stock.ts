import type { Household } from "./households.ts";
import type { Random } from "./random.ts";
import type { Bag } from "./visit.ts";
import { bagfulGrams, gramsPerMemberDay, KINDS, WASTE, type Waste } from "./waste.ts";

/** g of each kind that wait at home for the next visit. */
export type Stock = Readonly<Record<Waste, number>>;

const MAX_BAGS_OF_A_KIND = 3;

/** What a household gathers in a time, of which it throws away as much as it has members. */
export function gathered(stock: Stock, household: Household, days: number): Stock {
  const more = (waste: Waste) => stock[waste] + gramsPerMemberDay(waste) * household.members * days;
  return stockOf(more);
}

export const nothing: Stock = stockOf(() => 0);

function stockOf(grams: (waste: Waste) => number): Stock {
  return {
    organic: grams("organic"),
    paper: grams("paper"),
    plastic: grams("plastic"),
    metal: grams("metal"),
    glass: grams("glass"),
  };
}

/** The bags that are worth carrying, and what stays at home: nothing is lost between the two. */
export function pack(stock: Stock, random: Random): { readonly bags: Bag[]; readonly left: Stock } {
  const packed = WASTE.map((waste) => packKind(waste, stock[waste], random));
  const bags = packed.flat();
  const taken = (waste: Waste) =>
    bags.reduce((sum, bag) => (bag.waste === waste ? sum + bag.grams : sum), 0);
  return { bags, left: stockOf((waste) => stock[waste] - taken(waste)) };
}

function packKind(waste: Waste, stockGrams: number, random: Random): Bag[] {
  const bags: Bag[] = [];
  let left = Math.floor(stockGrams);
  while (left >= KINDS[waste].worthCarryingGrams && bags.length < MAX_BAGS_OF_A_KIND) {
    const grams = Math.min(left, bagfulGrams(waste, random.next()));
    bags.push({ waste, grams });
    left -= grams;
  }
  return bags;
}
