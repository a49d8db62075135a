import { openVillageClock, type RealTime, realTime, type VillageClock } from "./clock.ts";
import { type ClockLine, turned } from "./clock-line.ts";

/** Takes the line to another process, and resolves once that goes by it (or is no more). */
export type Follower = (line: ClockLine) => Promise<unknown>;

/** The one who says how village time runs on. */
export type ClockMaster = {
  readonly clock: VillageClock;
  /** What a process that starts now goes by. */
  line(): ClockLine;
  addFollower(follower: Follower): void;
  /** Resolves when everyone goes by the new line. */
  turn(change: { readonly rate: number; readonly jumpToMs?: number }): Promise<void>;
  /** Ends the renewing. @returns village time, which nobody may go beyond any more */
  close(): number;
};

/** Real ms for which time may run on unattended: what a crash skips at most. */
const RESERVE_MS = 10_000;
const RENEW_EVERY_MS = 1000;

/**
 * @param fromMs village time to begin at
 * @param keep writes down, before anyone may read it, how far time may run
 */
export function openClockMaster(
  fromMs: number,
  keep: (untilMs: number) => void,
  real: RealTime = realTime,
): ClockMaster {
  const standing = { anchorMs: real.monotonicMs(), villageMs: fromMs, rate: 1, untilMs: fromMs };
  let line = turned(standing, real.monotonicMs(), { rate: 1, reserveMs: RESERVE_MS });
  keep(line.untilMs);
  const clock = openVillageClock(line, real);
  const followers: Follower[] = [];
  let turning: Promise<unknown> = Promise.resolve();

  const goBy = async (next: ClockLine) => {
    if (next.untilMs > line.untilMs) keep(next.untilMs);
    line = next;
    clock.follow(line);
    await Promise.all(followers.map((follower) => follower(line)));
  };
  const turn: ClockMaster["turn"] = (change) => {
    const turnNow = () =>
      goBy(turned(line, real.monotonicMs(), { ...change, reserveMs: RESERVE_MS }));
    const done = turning.then(turnNow);
    turning = done.catch(() => {});
    return done;
  };
  const renew = () => {
    cancelRenewal = real.after(RENEW_EVERY_MS, renew);
    const leftMs = (line.untilMs - clock.now()) / line.rate;
    if (leftMs < RESERVE_MS / 2) void turn({ rate: line.rate });
  };
  let cancelRenewal = real.after(RENEW_EVERY_MS, renew);

  return {
    clock,
    line: () => line,
    addFollower: (follower) => followers.push(follower),
    turn,
    close() {
      cancelRenewal();
      return Math.ceil(clock.now());
    },
  };
}
