import { createHash } from "node:crypto";
import { assert } from "#contract/assert.ts";
import { type CardId, isCardId, type Slug } from "#contract/ids.ts";
import { openRandom, type Random } from "../village/random.ts";

/** A household through the year; what changes in it is kept here. */
export type Home = {
  readonly name: Slug;
  members: number;
  /** Cards in the drawer, known to the gateway or not. The first is the one that people find. */
  cards: readonly CardId[];
  /** Part of its waste that it sorts and brings; above one: it also brings its neighbours'. */
  readonly capture: number;
  /** Day of the year on which it claims its card; 0: before the year began. */
  readonly claimDay: number;
  /** Index of the station that it uses. */
  readonly station: number;
};

/** Out of 100 households, by members: 4.8 on average, as in the village of the demonstration. */
const HOUSEHOLDS_BY_MEMBERS = [4, 8, 14, 19, 20, 15, 11, 6, 3];
const SIZES = HOUSEHOLDS_BY_MEMBERS.flatMap((count, at) => Array<number>(count).fill(at + 1));
const SECOND_CARD_CHANCE = 0.3;
/** Our choice: half is sorted on average; a few also bring what a school or a shop throws away. */
const CAPTURE = [0.2, 0.8] as const;
const COLLECTORS_CAPTURE = [2, 3] as const;
const COLLECTORS_MEMBERS = 6;
const COLLECTOR_EVERY = 25;
/** Every twelfth claims its card in the course of the year, or after it. */
const LATE_CLAIM_EVERY = 12;
const LATE_CLAIM_DAYS = [20, 420] as const;

export function homesOf(households: number, stations: number, seed: number): readonly Home[] {
  const random = openRandom(seed, "homes");
  return Array.from({ length: households }, (_, index) => {
    const name = `house-${String(index + 1).padStart(4, "0")}`;
    // The first household's second card is the one that changes hands in a small village too.
    const cards = index === 0 || random.happens(SECOND_CARD_CHANCE) ? 2 : 1;
    const collects = index % COLLECTOR_EVERY === 3;
    return {
      name,
      members: collects ? COLLECTORS_MEMBERS : random.pick(SIZES),
      cards: Array.from({ length: cards }, (_, card) => cardOf(`${seed}:${name}:${card}`)),
      capture: captureOf(collects, random),
      claimDay: index % LATE_CLAIM_EVERY === 5 ? lateClaim(index, random) : 0,
      station: index % stations,
    };
  });
}

function captureOf(collects: boolean, random: Random): number {
  const [least, most] = collects ? COLLECTORS_CAPTURE : CAPTURE;
  return random.between(least, most);
}

/** The first comes soon, so that a small village has one too. */
function lateClaim(index: number, random: Random): number {
  const [from, to] = LATE_CLAIM_DAYS;
  return index === 5 ? from : random.whole(from, to);
}

/** A card's name is a keyed hash of its UID; here, of what it is called. */
export function cardOf(text: string): CardId {
  const name = createHash("sha256").update(`card:${text}`).digest().subarray(0, 16);
  const card = name.toString("base64url");
  assert(isCardId(card), "sixteen bytes are a card's name");
  return card;
}
