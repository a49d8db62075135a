import { EpochMs } from "#contract/units.ts";
import type { LocalDateOf } from "#gateway/journal/calendar.ts";
import { openRandom } from "../village/random.ts";
import { bagsOf } from "./bags.ts";
import type { Desk } from "./desk.ts";
import type { Home } from "./homes.ts";
import type { PaperStation } from "./paper-station.ts";

const DAY_MS = 86_400_000;
/** One bag in a thousand comes on paper: of a household, in a week (it brings 8). */
const SLIP_CHANCE = 0.008;
/** A slip lies in a drawer before two people enter it. */
const MOST_DAYS_AGO = 20;

/** Slips that attendants wrote while a station was down, or for people without a card. */
export function openSlips(
  {
    homes,
    papers,
    seed,
    dateOf,
  }: {
    readonly homes: readonly Home[];
    readonly papers: readonly Pick<PaperStation, "name">[];
    readonly seed: number;
    readonly dateOf: LocalDateOf;
  },
  desk: Desk,
): (week: number, at: EpochMs) => Promise<void> {
  const random = openRandom(seed, "slips");
  let written = 0;

  async function enter(home: Home, at: EpochMs, daysAgo: number): Promise<void> {
    const [bag] = bagsOf(home, random);
    if (bag === undefined) return;
    written += 1;
    const { stream, net, grade } = bag.deposit;
    const { name: station } = random.pick(papers);
    const on = dateOf(EpochMs(at - daysAgo * DAY_MS));
    const where = { station, slip: `${written}`, household: home.name, on };
    const deposit = { stream, net, grade };
    await desk.ask({ kind: "deposit-enter", ...where, deposit, reason: "no power" }, at);
  }

  return async (week, at) => {
    for (const [index, home] of homes.entries()) {
      // Even a small village sees some.
      const wanted = random.happens(SLIP_CHANCE) || (index === 0 && week % 8 === 0);
      if (wanted) await enter(home, at, random.whole(0, MOST_DAYS_AGO));
    }
  };
}
