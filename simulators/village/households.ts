import { assert } from "#contract/assert.ts";
import type { Slug } from "#contract/ids.ts";
import { openRandom, type Random } from "./random.ts";

/** A household as the village knows it; the gateway knows its name, its size and its cards only. */
export type Household = {
  readonly name: Slug;
  readonly members: number;
  /** 125 kHz tags, ten hex digits each. */
  readonly tags: readonly string[];
};

const HOUSEHOLDS = 100;

/** Out of 100 households: 4.8 members on average (PCBS, census of 2017); the spread is our choice. */
const HOUSEHOLDS_BY_MEMBERS = [4, 8, 14, 19, 20, 15, 11, 6, 3];
const SECOND_CARD_CHANCE = 0.3;
const EM4100_VERSION = "01";

/** Those who take part, the same for the same seed. */
export function householdsOf(seed: number): readonly Household[] {
  const random = openRandom(seed, "households");
  const sizes = shuffled(
    HOUSEHOLDS_BY_MEMBERS.flatMap((count, index) => Array<number>(count).fill(index + 1)),
    random,
  );
  assert(sizes.length === HOUSEHOLDS, "the sizes are given for 100 households");
  const taken = new Set<string>();
  return sizes.map((members, index) => {
    const cards = random.happens(SECOND_CARD_CHANCE) ? 2 : 1;
    const tags = Array.from({ length: cards }, () => freshTag(random, taken));
    return { name: `house-${String(index + 1).padStart(3, "0")}`, members, tags };
  });
}

/** A tag that no household has: of someone who found it, or was not registered yet. */
export function strangersTag(random: Random, households: readonly Household[]): string {
  return freshTag(random, new Set(households.flatMap(({ tags }) => tags)));
}

function freshTag(random: Random, taken: Set<string>): string {
  const number = random.whole(0, 2 ** 32 - 1);
  const tag = EM4100_VERSION + number.toString(16).toUpperCase().padStart(8, "0");
  if (taken.has(tag)) return freshTag(random, taken);
  taken.add(tag);
  return tag;
}

/** Fisher and Yates. */
export function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const left = [...items];
  const result: Item[] = [];
  while (left.length > 0) result.push(...left.splice(random.whole(0, left.length - 1), 1));
  return result;
}
