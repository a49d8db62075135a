import type { Key } from "../keypad/keypad.ts";
import type { Bag, Visit } from "./visit.ts";
import type { Waste } from "./waste.ts";

/** What a display shows; a person knows no more of the station's mind. */
export type Shown = "idle" | "card" | "choose" | "weigh" | "confirm" | "done";

/** What a person can do at a station, and see there. Times are village ms. */
export type Hands = {
  /** Rejects when the visit is called off. */
  wait(ms: number): Promise<void>;
  /** Does the display show one of these, before patience ends? Rejects when the visit is called off. */
  sees(shown: readonly Shown[], patienceMs: number): Promise<boolean>;
  holdCard(tag: string): void;
  takeCard(): void;
  press(key: Key): void;
  put(grams: number, how: { readonly wobbling: boolean }): void;
  letGo(): void;
  clear(): void;
  keyOf(waste: Waste): Key;
};

/** A card is held for so long even when it is read at once. */
const HOLD_MS = 400;
/** To read a display, to move a hand. */
const LOOK_MS = 500;
const HOLDS_ON_MS = 6000;
const PATIENCE_MS = 20_000;
const TRIES = 3;

/**
 * One visit from tap to leaving. Whoever does not see that a bag was recorded tries again, and leaves.
 *
 * @returns how many bags were seen to be recorded
 */
export async function makeVisit(visit: Visit, hands: Hands): Promise<number> {
  try {
    await tap(visit.tag, hands);
    if (visit.special === "card-read-twice") await tap(visit.tag, hands);
    if (visit.special === "given-up") return await giveUp(visit, hands);
    let recorded = 0;
    for (const bag of visit.bags) {
      const wobbling = visit.special === "wobbling-bag" && bag === visit.bags[0];
      if (await handIn(bag, wobbling, hands)) recorded += 1;
    }
    return recorded;
  } finally {
    hands.takeCard();
    hands.clear();
    if (visit.special !== "given-up") hands.press("cancel"); // "I am done"
  }
}

async function tap(tag: string, hands: Hands): Promise<void> {
  hands.holdCard(tag);
  await hands.wait(HOLD_MS);
  await hands.sees(["card", "choose", "weigh"], PATIENCE_MS);
  hands.takeCard();
  await hands.wait(LOOK_MS);
}

/** Walks off with the bag without a word to the station, which ends the visit by itself. */
async function giveUp({ bags }: Visit, hands: Hands): Promise<0> {
  for (const bag of bags.slice(0, 1)) {
    await putDown(bag, false, hands);
    await hands.sees(["confirm"], PATIENCE_MS);
  }
  return 0;
}

async function handIn(bag: Bag, wobbling: boolean, hands: Hands): Promise<boolean> {
  await putDown(bag, wobbling, hands);
  if (wobbling) {
    await hands.wait(HOLDS_ON_MS);
    hands.press("confirm"); // in vain: what moves is no weight
    hands.letGo();
  }
  const recorded = await confirm(hands);
  hands.clear();
  await hands.sees(["choose", "weigh"], PATIENCE_MS);
  return recorded;
}

async function putDown({ waste, grams }: Bag, wobbling: boolean, hands: Hands): Promise<void> {
  hands.press(hands.keyOf(waste));
  await hands.sees(["weigh"], PATIENCE_MS);
  hands.put(grams, { wobbling });
}

/** A load that moved since it was shown must be confirmed again. */
async function confirm(hands: Hands): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    await hands.sees(["confirm"], PATIENCE_MS);
    await hands.wait(LOOK_MS);
    hands.press("confirm");
    if (await hands.sees(["done"], PATIENCE_MS / TRIES)) return true;
  }
  return false;
}
