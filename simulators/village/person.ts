import type { Key } from "../keypad/keypad.ts";
import type { Bag, Visit } from "./visit.ts";
import type { Waste } from "./waste.ts";

/** What a person can do at a station, and see there. Times are village ms. */
export type Hands = {
  /** Rejects when the visit is called off. */
  wait(ms: number): Promise<void>;
  holdCard(tag: string): void;
  takeCard(): void;
  press(key: Key): void;
  put(grams: number, how: { readonly wobbling: boolean }): void;
  letGo(): void;
  clear(): void;
  /** Does the display say, from now on and before patience ends, that a bag was recorded? */
  sees(what: "recorded", patienceMs: number): Promise<boolean>;
  keyOf(waste: Waste): Key;
};

const TAP_MS = 600;
const LOOK_MS = 700;
/** Until the scale and the station take a load for still, a little less than always. */
const SETTLE_MS = 3000;
const EMPTY_MS = 2500;
const HOLDS_ON_MS = 6000;
/** Between two tries to confirm. */
const PATIENCE_MS = 1000;
const CONFIRM_TRIES = 8;
const TRIES = 2;

/**
 * One visit from tap to leaving. Whoever does not see that a bag was recorded tries again, and leaves.
 *
 * @returns how many bags were seen to be recorded
 */
export async function makeVisit(visit: Visit, hands: Hands): Promise<number> {
  try {
    await tap(visit, hands);
    if (visit.special === "given-up") return await giveUp(visit, hands);
    let recorded = 0;
    for (const bag of visit.bags) {
      const wobbling = visit.special === "wobbling-bag" && bag === visit.bags[0];
      if (await handIn(bag, wobbling, hands)) recorded += 1;
    }
    hands.press("cancel");
    return recorded;
  } finally {
    hands.takeCard();
    hands.clear();
  }
}

type Tap = Pick<Visit, "tag" | "special">;

async function tap({ tag, special }: Tap, hands: Hands): Promise<void> {
  hands.holdCard(tag);
  await hands.wait(TAP_MS);
  hands.takeCard();
  await hands.wait(LOOK_MS);
  if (special === "card-read-twice") await tap({ tag, special: null }, hands);
}

/** Walks off with the bag without a word to the station, which ends the visit by itself. */
async function giveUp({ bags }: Visit, hands: Hands): Promise<0> {
  for (const bag of bags.slice(0, 1)) {
    hands.press(hands.keyOf(bag.waste));
    await hands.wait(LOOK_MS);
    hands.put(bag.grams, { wobbling: false });
    await hands.wait(SETTLE_MS);
    hands.clear();
    await hands.wait(EMPTY_MS);
  }
  return 0;
}

async function handIn(bag: Bag, wobbling: boolean, hands: Hands): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    hands.press(hands.keyOf(bag.waste));
    await hands.wait(LOOK_MS);
    const recorded = await weigh(bag, wobbling, hands);
    hands.clear();
    await hands.wait(EMPTY_MS);
    if (recorded) return true;
  }
  return false;
}

async function weigh(bag: Bag, wobbling: boolean, hands: Hands): Promise<boolean> {
  hands.put(bag.grams, { wobbling });
  if (wobbling) {
    await hands.wait(HOLDS_ON_MS);
    hands.press("confirm"); // in vain: what moves is no weight
    hands.letGo();
  }
  await hands.wait(SETTLE_MS);
  for (let attempt = 0; attempt < CONFIRM_TRIES; attempt += 1) {
    const seen = hands.sees("recorded", PATIENCE_MS);
    hands.press("confirm");
    if (await seen) return true;
  }
  return false;
}
