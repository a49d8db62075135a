import type { CardId } from "#contract/ids.ts";
import type { Phase } from "#edge/session/state.ts";
import type { Random } from "../../village/random.ts";
import type { Thing } from "./truth.ts";
import type { World } from "./world.ts";

/** One visit, or what else may happen at a station. @returns how many deposits it must have brought */
export type Scene = (world: World, random: Random) => number;

const [A, B] = ["AAAAAAAAAAAAAAAAAAAAAA", "QAAAAAAAAAAAAAAAAAAAAA"] as unknown as [CardId, CardId];
const CONFIRM = { kind: "confirm" } as const;
const CANCEL = { kind: "cancel" } as const;
const LOOK_MS = 100;
const HALF_WINDOW_MS = 750;
/** Tenths of a second in which a bag comes to bear on a scale: nobody taps another card in less. */
const SEEN = 2;

const bag = (random: Random, card: CardId | null): Thing => ({
  grams: random.whole(30, 1500) * 10 + random.whole(-4, 4),
  card,
  paid: false,
});

/** @returns whether it came to be shown before patience ended */
function sees(world: World, phases: readonly Phase["kind"][], patienceMs = 15_000): boolean {
  for (let waited = 0; waited < patienceMs; waited += LOOK_MS) {
    if (phases.includes(world.shows())) return true;
    world.pass(LOOK_MS);
  }
  return false;
}

/** Who brings a bag waits until it is asked for, a while. */
function tap(world: World, card: CardId): void {
  world.tap(card);
  world.pass(500);
  for (let looks = 0; looks < 40 && !world.isReady(); looks += 1) world.pass(LOOK_MS);
}

/** @returns whether the display said that it was recorded */
function confirm(world: World): boolean {
  world.press(CONFIRM);
  return sees(world, ["done"], 3000);
}

/** A weight that has changed since it was shown wants to be confirmed again. */
function confirmPatiently(world: World): void {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (sees(world, ["confirm"]) && confirm(world)) return;
  }
}

/** Puts it there and waits for its weight. */
function show(world: World, thing: Thing): boolean {
  world.put(thing);
  return sees(world, ["confirm"]);
}

function clear(world: World, things: readonly Thing[], isBin: boolean): void {
  if (!isBin) for (const thing of things) world.take(thing);
  world.pass(500);
  sees(world, ["weigh", "idle"], 10_000);
}

/** Leaves a station as the next visitor finds it. */
function leave(world: World, things: readonly Thing[], isBin: boolean): void {
  world.disturb(null);
  world.press(CANCEL);
  if (isBin) world.pass(15_000);
  clear(world, things, isBin);
  if (isBin) world.settle();
  world.pass(6000);
}

function honest(world: World, random: Random, isBin: boolean): number {
  const bags = Array.from({ length: random.whole(1, 3) }, () => bag(random, A));
  tap(world, A);
  for (const one of bags) {
    if (!show(world, one)) break;
    world.pass(random.whole(2, 20) * 100);
    confirmPatiently(world);
    clear(world, [one], isBin);
  }
  leave(world, [], isBin);
  return bags.length;
}

/** The load goes again at some moment, and the key is pressed all the same. */
function takenEarly(world: World, random: Random): number {
  const one = bag(random, A);
  tap(world, A);
  world.put(one);
  world.pass(random.whole(1, 40) * 100);
  if (random.happens(0.5)) world.press(CONFIRM);
  world.take(one);
  world.press(CONFIRM);
  world.pass(3000);
  leave(world, [], false);
  return 0;
}

function swapped(world: World, random: Random): number {
  const [one, other] = [bag(random, A), bag(random, A)];
  tap(world, A);
  show(world, one);
  if (random.happens(0.5)) world.press(CONFIRM);
  world.take(one);
  world.pass(random.whole(2, 10) * 100); // no hands are faster
  world.put(other);
  world.press(CONFIRM);
  world.pass(4000);
  leave(world, [other], false);
  return 0;
}

/** A second bag comes on top of the first, before or after that was confirmed. */
function onTop(world: World, random: Random, isBin: boolean): number {
  const [one, other] = [bag(random, A), bag(random, A)];
  tap(world, A);
  show(world, one);
  if (random.happens(0.5)) confirm(world);
  world.pass(random.whole(0, 20) * 100);
  world.put(other);
  world.pass(3000);
  confirm(world);
  world.pass(6000);
  confirm(world);
  leave(world, [one, other], isBin);
  return 0;
}

/** Tilted or half lifted, and let down again. */
function halfLifted(world: World, random: Random, isBin: boolean): number {
  const one = bag(random, A);
  tap(world, A);
  show(world, one);
  confirmPatiently(world);
  const lift = one.grams * random.between(0.1, 0.9);
  world.disturb((nowMs) => -lift + 40 * Math.sin(nowMs / 130));
  world.pass(random.whole(5, 40) * 100);
  world.disturb(null);
  world.pass(3000);
  for (const card of [A, B]) {
    tap(world, card);
    world.pass(3000);
    world.press(CONFIRM);
    world.pass(2000);
  }
  leave(world, [one], isBin);
  return 1;
}

/** Someone leans on it, with kilograms that no hand holds still, and presses the key all the while. */
function leaning(world: World, random: Random, isBin: boolean): number {
  const one = bag(random, A);
  tap(world, A);
  const [force, tremor, periodMs] = [
    random.between(300, 8000),
    random.between(25, 120),
    random.between(60, 220),
  ];
  world.disturb((nowMs) => force + tremor * Math.sin(nowMs / periodMs));
  world.put(one);
  for (let press = 0; press < 6; press += 1) {
    world.pass(random.whole(3, 15) * 100);
    world.press(CONFIRM);
  }
  world.disturb(null);
  const isShown = sees(world, ["confirm"]);
  if (isShown) confirmPatiently(world);
  leave(world, [one], isBin);
  return isShown ? 1 : 0;
}

/**
 * Gusts that move a scale by two divisions and more in a window of a second and a half. Slower or weaker ones
 * no such window can tell from rest: docs/METROLOGY.md, "Stability".
 */
function wind(world: World, random: Random, isBin: boolean): number {
  const one = bag(random, A);
  const periodMs = random.between(300, 900);
  const leastForce = 22 / (1 - Math.cos(HALF_WINDOW_MS / periodMs));
  const force = leastForce * random.between(1, 4);
  tap(world, A);
  world.disturb((nowMs) => force * Math.sin(nowMs / periodMs));
  world.put(one);
  world.pass(random.whole(2, 10) * 1000);
  world.press(CONFIRM);
  world.pass(1000);
  leave(world, [one], isBin);
  return 0;
}

/** Water runs out of the bag, two divisions and more in a window: no weight is the one that was shown. */
function leaking(world: World, random: Random): number {
  const one = bag(random, A);
  const perMs = random.between(0.016, 0.06);
  tap(world, A);
  const begunMs = world.nowMs();
  world.disturb((nowMs) => -perMs * Math.max(0, nowMs - begunMs));
  world.put(one);
  for (let press = 0; press < 5; press += 1) {
    world.pass(1000);
    world.press(CONFIRM);
  }
  leave(world, [one], false);
  return 0;
}

function tooHeavy(world: World, random: Random): number {
  const one = { ...bag(random, A), grams: random.whole(60_150, 90_000) };
  tap(world, A);
  world.put(one);
  world.pass(4000);
  world.press(CONFIRM);
  world.pass(1000);
  leave(world, [one], false);
  return 0;
}

/** The line is gone for a while, at any moment of a visit. */
function unplugged(world: World, random: Random, isBin: boolean): number {
  const one = bag(random, A);
  tap(world, A);
  world.put(one);
  world.pass(random.whole(0, 30) * 100);
  world.press(CONFIRM);
  world.unplug(true);
  world.pass(random.whole(1, 50) * 100);
  world.press(CONFIRM);
  world.unplug(false);
  world.pass(4000);
  world.press(CONFIRM);
  world.pass(3000);
  leave(world, [one], isBin);
  return 0;
}

/** A second card at any moment, whose holder presses the keys. */
function twoCards(world: World, random: Random, isBin: boolean): number {
  const one = bag(random, A);
  tap(world, A);
  world.put(one);
  world.pass(random.whole(SEEN, 30) * 100);
  tap(world, B);
  world.pass(2000);
  world.press(CONFIRM);
  world.pass(2000);
  tap(world, B);
  world.press(CONFIRM);
  world.pass(1000);
  leave(world, [one], isBin);
  return 0;
}

/** One goes without a word and leaves the bag; the next comes at once. */
function walkedOff(world: World, random: Random, isBin: boolean): number {
  const one = bag(random, A);
  tap(world, A);
  world.put(one);
  world.pass(random.whole(SEEN, 40) * 100);
  if (random.happens(0.5)) world.press(CANCEL);
  else world.pass(31_000);
  tap(world, B);
  world.pass(random.whole(5, 40) * 100);
  world.press(CONFIRM);
  world.pass(2000);
  world.press(CANCEL);
  leave(world, [one], isBin);
  return 0;
}

function cardReadTwice(world: World, random: Random, isBin: boolean): number {
  const one = bag(random, A);
  tap(world, A);
  tap(world, A);
  show(world, one);
  tap(world, A);
  confirmPatiently(world);
  tap(world, A);
  world.pass(2000);
  world.press(CONFIRM);
  leave(world, [one], isBin);
  return 1;
}

/** The power goes while something lies there, paid or not. */
function powerCut(world: World, random: Random, isBin: boolean): number {
  const one = bag(random, A);
  tap(world, A);
  const isShown = show(world, one);
  const isPaid = isShown && random.happens(0.5) && confirm(world);
  world.restart();
  world.pass(random.whole(0, 30) * 100);
  tap(world, A);
  world.pass(3000);
  world.press(CONFIRM);
  world.pass(2000);
  leave(world, [one], isBin);
  return isPaid ? 1 : 0;
}

/** Thrown in by someone without a card, before a visit. */
function noCard(world: World, random: Random): number {
  world.put(bag(random, null));
  world.pass(random.whole(0, 40) * 100);
  tap(world, B);
  world.pass(3000);
  world.press(CONFIRM);
  world.pass(1000);
  leave(world, [], true);
  return 0;
}

/** Some grams more or less than a division or two, at any moment before a tap. */
function nudged(world: World, random: Random): number {
  world.put({ grams: random.whole(-24, 24), card: null, paid: false });
  world.pass(random.whole(0, 60) * 100);
  tap(world, A);
  world.pass(random.whole(0, 40) * 100);
  const one = bag(random, A);
  const isShown = show(world, one);
  if (isShown) confirmPatiently(world);
  leave(world, [one], true);
  return isShown ? 1 : 0;
}

/** Something is taken out, and thrown in again by someone with a card: all of it, or with more to it. */
function thrownInAgain(world: World, random: Random): number {
  const paid = honest(world, random, true);
  const grams = random.whole(50, 2000);
  world.steal(grams);
  world.pass(random.whole(0, 60) * 100);
  tap(world, A);
  world.put({ grams, card: A, paid: false, wasHere: true });
  world.pass(random.whole(5, 40) * 100);
  world.press(CONFIRM);
  world.pass(3000);
  world.press(CONFIRM);
  leave(world, [], true);
  return paid;
}

function emptied(world: World, random: Random): number {
  world.pass(3000);
  world.emptyBin();
  world.pass(random.whole(30, 80) * 100);
  return honest(world, random, true);
}

const both = {
  honest,
  onTop,
  halfLifted,
  leaning,
  wind,
  unplugged,
  twoCards,
  walkedOff,
  cardReadTwice,
  powerCut,
};

type AnyScene = (world: World, random: Random, isBin: boolean) => number;
export const SCENES: Readonly<Record<"platform" | "bin", Readonly<Record<string, AnyScene>>>> = {
  platform: { ...both, takenEarly, swapped, leaking, tooHeavy },
  bin: { ...both, noCard, nudged, thrownInAgain, emptied },
};
