import { assert } from "#contract/assert.ts";
import { type Household, householdsOf, shuffled } from "./households.ts";
import { openRandom, type Random } from "./random.ts";
import { type Errand, specialErrands } from "./specials.ts";
import { gathered, nothing, pack, type Stock } from "./stock.ts";
import type { Special, Visit } from "./visit.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hours (UTC; two or three later in the village) at which neighbours set out. Our choice. */
const ROUND_HOURS = [5, 7, 9, 12, 14, 16];
/** The first ones wait at the stations when they open. */
const FIRST_ROUND_MS = 10_000;
/** Within a round people come over so long a time, and queue. */
const ROUND_MS = 20_000;
/** A household comes every third day, on average. */
const COMES_CHANCE = 1 / 3 / ROUND_HOURS.length;
const FIRST_STOCK_DAYS = 4;

export type Plan = {
  readonly seed: number;
  /** Village time, ms since 1970, at which the village began. */
  readonly originMs: number;
  readonly stations: number;
};

type Home = { readonly household: Household; readonly stock: Stock };

/** Every visit that is ever made, in the order of its time: the same for the same plan. */
export function* planVisits(plan: Plan): Generator<Visit, never> {
  const random = openRandom(plan.seed, "visits");
  let homes = firstHomes(plan.seed, random);
  let lastMs = 0;
  let errands = specialErrands(shuffled(householdsOf(plan.seed), random), random);
  for (const roundMs of roundTimes(plan.originMs)) {
    const days = (roundMs - lastMs) / DAY_MS;
    const round = goOut(homes, days, random);
    yield* visitsOf([...errands, ...round.errands], roundMs, plan.stations, random);
    errands = [];
    homes = round.homes;
    lastMs = roundMs;
  }
  throw new Error("days do not end");
}

/** When neighbours set out, in ms since the village began: at once, and then at their hours. */
export function* roundTimes(originMs: number): Generator<number> {
  yield FIRST_ROUND_MS;
  const midnight = Math.floor(originMs / DAY_MS) * DAY_MS;
  for (let day = midnight; ; day += DAY_MS) {
    for (const hour of ROUND_HOURS) {
      const at = day + hour * HOUR_MS - originMs;
      if (at > FIRST_ROUND_MS + ROUND_MS) yield at;
    }
  }
}

function firstHomes(seed: number, random: Random): readonly Home[] {
  return householdsOf(seed).map((household) => {
    const days = random.between(0, FIRST_STOCK_DAYS);
    return { household, stock: gathered(nothing, household, days) };
  });
}

function goOut(homes: readonly Home[], days: number, random: Random) {
  const errands: Errand[] = [];
  const after = homes.map(({ household, stock }) => {
    const full = gathered(stock, household, days);
    if (!random.happens(COMES_CHANCE)) return { household, stock: full };
    const { bags, left } = pack(full, random);
    if (bags.length > 0) errands.push(ordinary(household, shuffled(bags, random), random));
    return { household, stock: left };
  });
  return { homes: after, errands };
}

function ordinary(household: Household, bags: Errand["bags"], random: Random): Errand {
  return { tag: random.pick(household.tags), bags, special: mishap(random) };
}

/** What goes a little wrong on any day. */
function mishap(random: Random): Special | null {
  const chance = random.next();
  if (chance < 0.04) return "wobbling-bag";
  return chance < 0.08 ? "card-read-twice" : null;
}

/** Everyone goes where fewest bags wait. */
function visitsOf(
  errands: readonly Errand[],
  roundMs: number,
  stations: number,
  random: Random,
): readonly Visit[] {
  const queues = Array<number>(stations).fill(0);
  const arrivals = shuffled(errands, random)
    .map((errand) => ({ errand, atMs: Math.round(roundMs + random.between(0, ROUND_MS)) }))
    .sort((a, b) => a.atMs - b.atMs);
  return arrivals.map(({ errand: { tag, bags, special }, atMs }) => {
    const station = queues.indexOf(Math.min(...queues));
    const before = queues[station];
    assert(before !== undefined, "there is at least one station");
    queues[station] = before + 1 + bags.length;
    return { atMs, station, tag, bags, special };
  });
}
