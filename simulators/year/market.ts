import { type EpochMs, MinorUnits } from "#contract/units.ts";
import { householdAccount } from "#gateway/journal/account.ts";
import type { Store } from "#gateway/store/store.ts";
import { openRandom } from "../village/random.ts";
import type { Desk } from "./desk.ts";
import type { Home } from "./homes.ts";
import { PRODUCERS } from "./registrar.ts";

const BUYS_CHANCE = 0.25;
const SPENDS_ALL_CHANCE = 0.3;
/** Of those who have spent all, so many are found to owe some of it. */
const FOUND_OUT_CHANCE = 0.03;

/** A market day: who has credits spends some. @returns who has none left and should not have had so many */
export function openMarket(
  {
    homes,
    seed,
    store,
    desk,
  }: {
    readonly homes: readonly Home[];
    readonly seed: number;
    readonly store: Store;
    readonly desk: Desk;
  },
  credit: string,
): (week: number, at: EpochMs) => Promise<readonly Home[]> {
  const random = openRandom(seed, "market");
  return async (week, at) => {
    const balances = await store.balances();
    const held = new Map(
      balances.flatMap((it) => (it.asset === credit ? [[it.account, it.amount] as const] : [])),
    );
    const foundOut: Home[] = [];
    for (const home of homes) {
      const balance = held.get(householdAccount(home.name)) ?? 0;
      if (balance <= 0 || !random.happens(BUYS_CHANCE)) continue;
      const all = random.happens(SPENDS_ALL_CHANCE);
      const part = all ? 1 : random.between(0.2, 0.9);
      const amount = MinorUnits(Math.max(1, Math.floor(balance * part)));
      const reference = `${week}-${home.name}`;
      const sale = { producer: random.pick(PRODUCERS), household: home.name, amount, reference };
      await desk.ask({ kind: "payment-record", ...sale }, at);
      if (all && (foundOut.length === 0 || random.happens(FOUND_OUT_CHANCE))) foundOut.push(home);
    }
    return foundOut;
  };
}
