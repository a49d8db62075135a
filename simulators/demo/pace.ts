import type { ClockMaster } from "../village/clock-master.ts";

/** Village ms for each real one while someone is at a station, at most: scale and reader stay devices. */
const VISIT_RATE = 20;
/** Real ms that nobody has to wait longer than for the next visit. */
const LONGEST_WAIT_MS = 10_000;

export function rateOf(speed: number, openVisits: number): number {
  return openVisits > 0 ? Math.min(speed, VISIT_RATE) : speed;
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

export function openPace(master: Pick<ClockMaster, "turn">, speed: number): Pace {
  let openVisits = 0;
  const turn = (jump: { readonly jumpToMs?: number } = {}) =>
    master.turn({ rate: rateOf(speed, openVisits), ...jump });
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
