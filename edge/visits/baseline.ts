import { Grams } from "#contract/units.ts";
import type { Rebase } from "../session/state.ts";
import { rebase, type WeighingState } from "../weighing/weighing.ts";
import { appendRebase, BASELINE, type EntryParts } from "./entries.ts";

/** What the scale shows while nothing came, and what the journal says of it. */
export type Baseline = {
  /** Where the journal left it. */
  readonly first: Grams;
  /** A drop went into the journal, and stays in the bin. */
  took(state: WeighingState, gross: Grams): WeighingState;
  /** @returns the same state while the disk is full: what is not written has not happened */
  follow(state: WeighingState, due: Rebase): WeighingState;
  /** g by which it has moved since the journal last said where it is. */
  drift(state: WeighingState): Grams;
};

/** Small steps are summed up: an entry says so when they have come to so many divisions. */
const DRIFT_DIVISIONS = 5;

export function openBaseline(parts: EntryParts): Baseline {
  const { weighing } = parts.config;
  const isBin = weighing.mode === "bin";
  const first = isBin ? Grams(Number(parts.outbox.standing(BASELINE) ?? 0)) : Grams(0);
  let noted = first;
  let isFull = false;
  /** A full disk is said once, not at every reading. */
  const note = (due: Rebase, to: Grams) => {
    const log = isFull ? () => {} : parts.log;
    isFull = appendRebase(due, { from: noted, to }, { ...parts, log }) === null;
    return !isFull;
  };
  return {
    first,
    took(state, gross) {
      if (!isBin) return state;
      noted = gross;
      return rebase(state, gross, weighing);
    },
    follow(state, due) {
      const followed = rebase(state, due.weight.gross, weighing);
      const to = followed.baseline;
      const isSmall = Math.abs(to - noted) < DRIFT_DIVISIONS * weighing.division;
      if (to === state.baseline || (due.reason === "drift" && isSmall)) return followed;
      if (!note(due, to)) return state;
      noted = to;
      return followed;
    },
    drift: ({ baseline }) => Grams(baseline - noted),
  };
}
