import { EpochMs } from "#contract/units.ts";
import { openRandom } from "../village/random.ts";
import { type Desk, PERSONS } from "./desk.ts";
import { cardOf, type Home } from "./homes.ts";
import type { PaperStation } from "./paper-station.ts";
import { tariffsOf } from "./tariffs.ts";

/** Of a household in a year. */
const LOSES_CARD = 0.06;
const PASSES_CARD_ON = 0.03;
const CHANGES_SIZE = 0.08;

export const PRODUCERS = ["bakery", "grocer", "olive-press", "dairy"] as const;
/** Matches no password: nobody can come as one of these stations. */
const NO_PASSWORD = "sha256:";

type Village = {
  readonly homes: readonly Home[];
  readonly stations: readonly PaperStation[];
  readonly year: number;
  readonly seed: number;
};

/** All that is there before the first bag. */
export async function foundVillage(village: Village, desk: Desk, at: EpochMs): Promise<void> {
  for (const person of PERSONS) await desk.ask({ kind: "person-add", person }, at);
  await desk.ask({ kind: "tariff-publish", tariff: tariffsOf(village.year)[0] }, at);
  for (const { name: station, key } of village.stations) {
    const keys = { publicKey: key.publicJwk, passwordHash: NO_PASSWORD };
    await desk.ask({ kind: "station-enrol", station, ...keys }, at);
  }
  for (const producer of PRODUCERS) await desk.ask({ kind: "producer-enrol", producer }, at);
  for (const { name: household, members } of village.homes) {
    await desk.ask({ kind: "household-add", household, members }, at);
  }
}

/** What the registry's clerk does in a morning: the day of the year counts from 0 on. */
export function openRegistrar({ homes, year, seed }: Village, desk: Desk) {
  const random = openRandom(seed, "registrar");
  const claimed = new Set<Home>();
  let made = 0;
  const issue = async (home: Home, card: Home["cards"][number], at: EpochMs) =>
    await desk.ask({ kind: "card-issue", household: home.name, card }, at);

  async function claim(home: Home, at: EpochMs): Promise<void> {
    claimed.add(home);
    for (const card of home.cards) await issue(home, card, at);
  }
  /** The old one is blocked; where it turns up again it is used by mistake, and its bags are held. */
  async function loseCard(home: Home, at: EpochMs): Promise<void> {
    const [lost, ...others] = home.cards;
    if (lost === undefined) return;
    made += 1;
    const fresh = cardOf(`${seed}:fresh:${made}`);
    await desk.ask({ kind: "card-block", card: lost }, at);
    await issue(home, fresh, at);
    home.cards = random.happens(FOUND_AGAIN) ? [fresh, ...others, lost] : [fresh, ...others];
  }
  async function passOn(home: Home, at: EpochMs): Promise<void> {
    const other = random.pick(homes);
    const [kept, passed] = home.cards;
    if (other === home || !claimed.has(other) || kept === undefined || passed === undefined) return;
    const wanted = { kind: "card-issue", household: other.name, card: passed } as const;
    if (!(await desk.tryTo(wanted, at))) return;
    home.cards = [kept];
    other.cards = [...other.cards, passed];
  }
  async function resize(home: Home, at: EpochMs): Promise<void> {
    home.members = Math.max(1, home.members + random.pick([-1, 1, 1, 2]));
    await desk.ask({ kind: "household-resize", household: home.name, members: home.members }, at);
  }

  return async function morning(day: number, at: EpochMs): Promise<void> {
    if (day === TARIFF_CHANGE_DAY) {
      await desk.ask({ kind: "tariff-publish", tariff: tariffsOf(year)[1] }, at);
    }
    for (const [index, home] of homes.entries()) {
      const moment = EpochMs(at + index);
      if (!claimed.has(home) && day >= home.claimDay) await claim(home, moment);
      if (!claimed.has(home) || day < 0) continue;
      const eventful = (chance: number) =>
        random.happens(chance / 365) || isFirst(index, day, chance);
      if (eventful(LOSES_CARD)) await loseCard(home, moment);
      if (eventful(PASSES_CARD_ON)) await passOn(home, moment);
      if (eventful(CHANGES_SIZE)) await resize(home, moment);
    }
  };
}

const FOUND_AGAIN = 0.1;
/** In May, for July. */
const TARIFF_CHANGE_DAY = 145;

/** Even a small village sees each of these once. */
const isFirst = (index: number, day: number, chance: number): boolean =>
  index === 0 && day === Math.round(1_000 * chance);
