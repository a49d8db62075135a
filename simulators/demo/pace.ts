import type { ClockMaster } from "../village/clock-master.ts";

/** Village ms for each real one while someone is at a station, at most: scale and reader stay devices. */
const VISIT_RATE = 20;
/**
 * The same where a station runs on a board, which knows real time only: its amplifier makes 80 conversions
 * in a real second, which are then ten in a second of the village, as other scales have them.
 */
const VISIT_RATE_OF_BOARDS = 8;
/** Real ms that nobody has to wait longer than for the next visit. */
const LONGEST_WAIT_MS = 10_000;

export type Haste = {
  /** Village ms for each real one while nobody is at a station. */
  readonly speed: number;
  /** Does a station run on a board? */
  readonly arduino: boolean;
};

export function rateOf({ speed, arduino }: Haste, openVisits: number): number {
  const visitRate = arduino ? VISIT_RATE_OF_BOARDS : VISIT_RATE;
  return openVisits > 0 ? Math.min(speed, visitRate) : speed;
}

export type Waiting = {
  readonly nowMs: number;
  /** When the next visit begins. */
  readonly nextMs: number;
  readonly speed: number;
  /** Skips all waiting, however short. */
  readonly hurried: boolean;
};

/** The village time to go on at while nobody is at a station, or null where the waiting is short enough. */
export function skipTo({ nowMs, nextMs, speed, hurried }: Waiting): number | null {
  if (speed === 1 && !hurried) return null; // real time is real time
  const target = hurried ? nextMs : nextMs - speed * LONGEST_WAIT_MS;
  return target > nowMs ? target : null;
}

/** How fast time runs: it goes by how many people are at the stations. */
export type Pace = {
  openVisits(): number;
  /** Resolves when every process goes by the visits' rate. */
  enter(): Promise<void>;
  leave(): Promise<void>;
  skip(toMs: number): Promise<void>;
};

export function openPace(master: Pick<ClockMaster, "turn">, haste: Haste): Pace {
  let openVisits = 0;
  const turn = (jump: { readonly jumpToMs?: number } = {}) =>
    master.turn({ rate: rateOf(haste, openVisits), ...jump });
  return {
    openVisits: () => openVisits,
    enter() {
      openVisits += 1;
      return turn();
    },
    leave() {
      openVisits -= 1;
      return turn();
    },
    skip: (toMs) => turn({ jumpToMs: toMs }),
  };
}
