import type { CardId } from "#contract/ids.ts";

/** Something that somebody put on the scale, from then until it was taken away. */
export type Thing = {
  readonly grams: number;
  /** Whose it is; null: of someone without a card. */
  readonly card: CardId | null;
  paid: boolean;
  /** It came out of this very bin. */
  readonly wasHere?: boolean;
};

/** What a deposit says that can be held against the world. */
export type Claim = {
  readonly card: CardId | null;
  readonly gross: number;
  readonly tare: number;
};

export type Verdict = "right" | "wrong-weight" | "wrong-card" | "doubled" | "unconfirmed";

/** g either way: half a division of rounding, and what noise and the last of a swing may add to it. */
const TOLERANCE_GRAMS = 10;

/**
 * What really happens at a station, as someone would see it who stands beside it: what lies there, who
 * brought it, who pressed the key. It knows nothing of weighing or of sessions.
 */
export function openTruth(mode: "platform" | "bin", emptyGrams: number) {
  const things = new Set<Thing>();
  /** What was there before, and is nobody's any more: in a bin, all that was paid or left. */
  let settledGrams = emptyGrams;
  /** Since what lies there last changed. The key does not know whose finger it was. */
  let isConfirmed = false;

  const judge = ({ card, gross, tare }: Claim): Verdict => {
    const theirs = [...things].filter((thing) => !thing.paid && thing.card === card);
    const others = [...things].filter((thing) => !thing.paid && thing.card !== card);
    const isAlone = mode === "bin" || theirs.length === things.size;
    if (theirs.length === 0) return others.length > 0 ? "wrong-card" : "doubled";
    if (!isAlone) return others.length > 0 ? "wrong-card" : "doubled";
    const [all, came] = [settledGrams + sum(things), sum(theirs)];
    if (!isNear(gross, all) || !isNear(tare, all - came)) return "wrong-weight";
    return isConfirmed ? "right" : "unconfirmed";
  };
  return {
    /** g on the cell, at rest. */
    grams: () => settledGrams + sum(things),
    put(thing: Thing): void {
      // What comes back after the platform was empty is another load; what came out of a bin is not.
      thing.paid = thing.wasHere === true;
      things.add(thing);
      isConfirmed = false; // whoever pressed before has not seen this
    },
    take(thing: Thing): void {
      things.delete(thing);
      isConfirmed = false;
    },
    /** All of it becomes what was there before. */
    settle(): void {
      settledGrams += sum(things);
      things.clear();
    },
    /** Someone takes so much out of the bin. */
    steal(grams: number): void {
      settledGrams -= grams;
      isConfirmed = false;
    },
    /** The bin is carried away, and comes back with so much in it. */
    empty(grams: number): void {
      things.clear();
      settledGrams = grams;
      isConfirmed = false;
    },
    confirmed(): void {
      isConfirmed = true;
    },
    deposited(claim: Claim): Verdict {
      const verdict = judge(claim);
      for (const thing of things) thing.paid = true;
      isConfirmed = false;
      return verdict;
    },
  };
}
const sum = (things: Iterable<Thing>) => [...things].reduce((total, it) => total + it.grams, 0);

const isNear = (weight: number, truth: number) => Math.abs(weight - truth) <= TOLERANCE_GRAMS;

export type Truth = ReturnType<typeof openTruth>;
