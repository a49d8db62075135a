import type { VillageClock } from "../village/clock.ts";
import { type Hands, makeVisit } from "../village/person.ts";
import { type Pace, skipTo } from "./pace.ts";
import type { Queues } from "./queues.ts";
import { CalledOff, type Site, waitFor } from "./site.ts";

export type Visits = {
  readonly clock: VillageClock;
  readonly pace: Pace;
  readonly queues: Queues;
  readonly sites: readonly Site[];
  readonly keyOf: Hands["keyOf"];
  readonly originMs: number;
  readonly speed: number;
  readonly hurried: boolean;
  /** Nobody's turn comes any more; who is at a station finishes. */
  readonly noMore: AbortSignal;
  /** Who is at a station leaves. */
  readonly calledOff: AbortSignal;
  /** Is no station at work, and nothing on its way? */
  allQuiet(): Promise<boolean>;
  /** A visit begins: to be kept, so that no later run makes it again. */
  onBegin(): void;
};

/** People come and go at all stations at once, until nobody may. */
export async function runVisits(visits: Visits): Promise<void> {
  await Promise.all([
    ...visits.sites.map((site, station) => serveStation(visits, site, station)),
    skipIdleTime(visits),
  ]);
}

async function serveStation(visits: Visits, site: Site, station: number): Promise<void> {
  const { clock, pace, queues, originMs, keyOf, noMore, calledOff } = visits;
  for (;;) {
    const visit = queues.first(station);
    const came = await ends(waitFor(originMs + visit.atMs - clock.now(), clock, noMore));
    if (!came || noMore.aborted) return;
    queues.begin(station);
    visits.onBegin();
    await pace.enter();
    await ends(makeVisit(visit, site.handsFor(keyOf, calledOff)));
    await site.released(); // else the next one's visit would hear it
    await pace.leave();
  }
}

/** @returns false when it was called off */
async function ends(doing: Promise<unknown>): Promise<boolean> {
  try {
    await doing;
    return true;
  } catch (error) {
    if (error instanceof CalledOff) return false;
    throw error;
  }
}

/** Real ms between two looks whether time may be skipped. */
const LOOK_MS = 50;

async function skipIdleTime(visits: Visits): Promise<void> {
  const { clock, pace, queues, originMs, noMore, allQuiet } = visits;
  while (!noMore.aborted) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (pace.openVisits() > 0) continue;
    const nextMs = originMs + queues.nextMs();
    const target = skipTo({ ...visits, nowMs: clock.now(), nextMs });
    if (target === null || !(await allQuiet())) continue;
    // Somebody may have come while the stations were asked.
    if (pace.openVisits() === 0 && !noMore.aborted) await pace.skip(target);
  }
}
