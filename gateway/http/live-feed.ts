import type { LiveEvents, LiveRelief, LiveSnapshot, LiveTotals } from "#contract/live.ts";
import type { EpochMs } from "#contract/units.ts";
import { localDates, yearOf } from "../journal/calendar.ts";
import type { Change, Store } from "../store/store.ts";
import { liveDepositOf, liveReliefOf, liveStreamsOf } from "./live-rows.ts";
import type { Log } from "./log.ts";

/** One open page. */
export type Listener = {
  send<Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]): void;
  close(): void;
};

export type LiveFacts = {
  readonly scheme: {
    readonly name: string;
    readonly timeZone: string;
    readonly currency: { readonly code: string; readonly minorUnits: number };
  };
  readonly page: string;
  readonly now: () => EpochMs;
};

export type LiveStore = Pick<
  Store,
  "onCommit" | "recentDeposits" | "streamTotals" | "streamsAt" | "reliefTotals"
>;

export type LiveFeed = {
  /** Sends the snapshot, then what happens. @returns false when there are too many already */
  join(listener: Listener): boolean;
  leave(listener: Listener): void;
  close(): void;
};

const MAX_LISTENERS = 100;
const SHOWN_DEPOSITS = 20;
/** Totals are read from the journal at most this often, however many deposits come. */
const TOTALS_EVERY_MS = 1_000;
const BEAT_EVERY_MS = 10_000;

/**
 * A snapshot to who comes, then each deposit as it is committed, and the totals after it. All reading
 * is done in turns, one at a time, so that nothing older than a listener's snapshot follows it.
 */
export function openLiveFeed(store: LiveStore, facts: LiveFacts, log: Log): LiveFeed {
  const waiting = new Set<Listener>();
  const joined = new Set<Listener>();
  /** Deposits committed while a turn reads: perhaps not in what it reads. */
  let missed: LiveEvents["deposit"][] = [];
  let known: LiveSnapshot | null = null;
  let reading = false;
  let timer: NodeJS.Timeout | null = null;

  const toJoined: Listener["send"] = (name, data) => {
    for (const listener of joined) listener.send(name, data);
  };
  const beat = setInterval(() => toJoined("beat", null), BEAT_EVERY_MS);
  const stopListening = store.onCommit((change) => {
    if (waiting.size + joined.size === 0) return;
    announce(change);
    readSoon();
  });

  function announce({ deposits }: Change): void {
    for (const deposit of deposits.map(liveDepositOf)) {
      toJoined("deposit", deposit);
      if (reading) missed.push(deposit);
    }
  }

  function readSoon(): void {
    timer ??= setTimeout(() => {
      timer = null;
      void turn();
    }, TOTALS_EVERY_MS);
  }

  async function turn(): Promise<void> {
    if (reading) return readSoon();
    reading = true;
    const joining = [...waiting];
    try {
      const view = await readSnapshot(store, facts);
      if (known !== null) toJoined("totals", changesBetween(known, view));
      known = view;
      for (const listener of joining) welcome(listener, view);
    } catch (error) {
      log.error({ err: error }, "the journal could not be read for the page");
      for (const listener of joining) listener.close();
    } finally {
      missed = [];
      reading = false;
    }
  }

  /** Who left while the turn was reading is no longer waiting. */
  function welcome(listener: Listener, view: LiveSnapshot): void {
    if (!waiting.delete(listener)) return;
    listener.send("snapshot", view);
    for (const deposit of missed) listener.send("deposit", deposit);
    joined.add(listener);
  }

  return {
    join(listener) {
      if (waiting.size + joined.size >= MAX_LISTENERS) return false;
      waiting.add(listener);
      // A turn that is reading may have begun before the last commit: it serves the next ones only.
      if (reading) readSoon();
      else void turn();
      return true;
    },
    leave(listener) {
      waiting.delete(listener);
      joined.delete(listener);
    },
    close() {
      stopListening();
      clearInterval(beat);
      if (timer !== null) clearTimeout(timer);
      for (const listener of [...waiting, ...joined]) listener.close();
    },
  };
}

async function readSnapshot(store: LiveStore, facts: LiveFacts): Promise<LiveSnapshot> {
  const { scheme, page, now } = facts;
  const year = yearOf(localDates(scheme.timeZone)(now()));
  const [deposits, settings, totals, relief] = await Promise.all([
    store.recentDeposits(SHOWN_DEPOSITS),
    store.streamsAt(now()),
    store.streamTotals(),
    store.reliefTotals(year),
  ]);
  return {
    v: 1,
    page,
    scheme: scheme.name,
    currency: { code: scheme.currency.code, minorUnits: scheme.currency.minorUnits },
    year,
    streams: [...liveStreamsOf(settings, totals)],
    deposits: deposits.map(liveDepositOf),
    relief: relief.map(liveReliefOf),
  };
}

/**
 * Every stream, but only the households that changed, for there may be thousands: a new rule or size
 * changes the percent and leaves the points.
 */
function changesBetween(before: LiveSnapshot, after: LiveSnapshot): LiveTotals {
  const { year, streams } = after;
  if (before.year !== year) return { year, streams, relief: after.relief };
  const known = new Map(before.relief.map((row) => [row.household, row]));
  const changed = ({ household, milliPoints, percent }: LiveRelief) => {
    const row = known.get(household);
    return row?.milliPoints !== milliPoints || row.percent !== percent;
  };
  return { year, streams, relief: after.relief.filter(changed) };
}
