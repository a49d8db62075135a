import type { Chain, UtcTime } from "#contract/ids.ts";
import type { Receipt } from "#contract/receipt.ts";
import type { Log } from "../log.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Timers } from "../timers.ts";
import { openAttempts } from "./attempts.ts";
import { type EntryPlace, entryIdOf } from "./entry-id.ts";
import {
  FIRST_PAGE_BYTES,
  FULL_PACE,
  type Pace,
  paceAfterAnswer,
  paceAfterDeferral,
  pageBytesAfter,
} from "./pace.ts";
import { type Cut, entryBytesIn, nextPage, type Waiting } from "./plan.ts";
import { retryDelayMs, STUCK_AFTER_MS, STUCK_RETRY_MS } from "./retry.ts";

/** `live`: a drop just weighed, in a page of its own. `backlog`: all else, in long pages. */
type Lane = "live" | "backlog";

/** A page that was sent and not yet wholly answered. */
type Flight = {
  readonly lane: Lane;
  readonly cut: Cut;
  /** From then on the lane is free for another page; its entries have a time of their own. */
  readonly expiresMs: number;
  readonly unanswered: Set<number>;
  readonly deferred: Map<number, UtcTime>;
  readonly wasDeferredBefore: boolean;
};

/** A signed page, ready for the line. */
export type SignedPage = { readonly bytes: number; publish(): Promise<void> };

export type DispatchPorts = {
  readonly outbox: Pick<Outbox, "waiting" | "textsOf" | "defer">;
  readonly timers: Timers;
  readonly log: Log;
  /** null when this chain's key is gone: what it would sign must wait for a person. */
  sign(cut: Cut, texts: readonly string[]): SignedPage | null;
  isListed(chain: Chain): boolean;
  onSent(cut: Cut): void;
  /** An entry was not what was written, and was buried. */
  onTorn(): void;
};

/** When what goes over the line: every rule of sending, and sending again. */
export type Dispatch = {
  up(): void;
  down(): void;
  /** A drop that should go at once. */
  offer(entry: EntryPlace): void;
  /** After the outbox took the receipt: what it released or buried is done with. */
  answered(receipt: Receipt, settled: readonly { readonly seq: number }[]): void;
  /** The gateway knows this chain now: what it deferred before may go again. */
  forgive(chain: Chain): void;
  /** Sends what may go now, and sleeps until something else may. */
  pump(): void;
  isIdle(): boolean;
};

/** A page of the backlog without an answer keeps others waiting so long, a live one less. */
const FLIGHT_MS = { live: 5_000, backlog: 30_000 } as const;

export function openDispatch(ports: DispatchPorts): Dispatch {
  const { outbox, timers, log } = ports;
  const flights = new Map<Lane, Flight>();
  const attempts = openAttempts(timers);
  const paces = new Map<Chain, Pace>();
  const pausedUntil = new Map<Chain, number>();
  const fresh = new Map<string, EntryPlace>();
  const alarmed = new Set<string>();
  let isUp = false;
  let pageBytes = FIRST_PAGE_BYTES;
  let cancelWake = () => {};

  const isDue = (entry: Waiting) =>
    !fresh.has(entryIdOf(entry)) &&
    attempts.isDue(entry) &&
    (pausedUntil.get(entry.chain) ?? 0) <= timers.now();

  function* waiting(): Iterable<Waiting> {
    for (const { deferredSince, ...entry } of outbox.waiting()) {
      yield { ...entry, alone: deferredSince !== null };
    }
  }

  function pump(): void {
    cancelWake();
    if (!isUp) return;
    for (const [lane, { expiresMs }] of flights)
      if (expiresMs <= timers.now()) flights.delete(lane);
    if (!flights.has("live")) sendFresh();
    if (!flights.has("backlog")) sendBacklog();
    sleep();
  }

  function sendFresh(): void {
    for (const [id, { chain, seq }] of fresh) {
      fresh.delete(id);
      if (send("live", { chain, first: seq, last: seq }, false)) return;
    }
  }

  function sendBacklog(): void {
    for (;;) {
      const cut = nextPage(waiting(), {
        isDue,
        mostEntries: (chain) => (paces.get(chain) ?? FULL_PACE).mostEntries,
        mostBytes: entryBytesIn(pageBytes),
      });
      if (cut === null || send("backlog", cut, isKnownDeferred(cut))) return;
    }
  }

  function isKnownDeferred({ chain, first, last }: Cut): boolean {
    if (first !== last) return false;
    for (const entry of waiting())
      if (entry.chain === chain && entry.seq === first) return entry.alone;
    return false;
  }

  /** @returns false when this page cannot go: another may */
  function send(lane: Lane, cut: Cut, wasDeferredBefore: boolean): boolean {
    const texts = outbox.textsOf(cut);
    if (texts === null) {
      ports.onTorn();
      return false;
    }
    const page = ports.sign(cut, texts);
    if (page === null) {
      pausedUntil.set(cut.chain, timers.now() + STUCK_RETRY_MS);
      return false;
    }
    const seqs = texts.map((_, index) => cut.first + index);
    for (const seq of seqs) attempts.sent({ chain: cut.chain, seq });
    const expiresMs = timers.now() + FLIGHT_MS[lane];
    const unanswered = new Set(seqs);
    flights.set(lane, { lane, cut, expiresMs, unanswered, deferred: new Map(), wasDeferredBefore });
    const sentMs = timers.now();
    const acknowledged = () => {
      const sent = { bytes: page.bytes, tookMs: timers.now() - sentMs };
      if (lane === "backlog") pageBytes = pageBytesAfter(pageBytes, sent);
    };
    ports.onSent(cut);
    // A line that goes away says so itself, and its end clears what was in flight.
    page.publish().then(acknowledged, () => {});
    return true;
  }

  function answered(
    { chain, at, outcomes }: Receipt,
    settled: readonly { readonly seq: number }[],
  ): void {
    for (const { seq } of settled) attempts.forget({ chain, seq });
    for (const { seq, outcome } of outcomes) {
      for (const flight of flights.values()) {
        if (flight.cut.chain !== chain || !flight.unanswered.delete(seq)) continue;
        if (outcome === "deferred") flight.deferred.set(seq, at);
      }
    }
    for (const flight of flights.values()) if (flight.unanswered.size === 0) finish(flight);
    pump();
  }

  function finish(flight: Flight): void {
    const { lane, cut, deferred } = flight;
    flights.delete(lane);
    const entries = cut.last - cut.first + 1;
    const pace = paces.get(cut.chain) ?? FULL_PACE;
    if (deferred.size < entries) {
      paces.set(cut.chain, paceAfterAnswer(pace));
      for (const [seq, at] of deferred) deferOne({ chain: cut.chain, seq }, at);
      return;
    }
    if (lane === "backlog" && !flight.wasDeferredBefore) pause(cut, pace, entries);
    // While the gateway does not know the chain, that it defers says nothing about the entry.
    const itsOwn = entries === 1 && ports.isListed(cut.chain);
    for (const [seq, at] of deferred) {
      const entry = { chain: cut.chain, seq };
      if (itsOwn) deferOne(entry, at);
      else attempts.forget(entry);
    }
  }

  function pause({ chain }: Cut, pace: Pace, entries: number): void {
    const slower = paceAfterDeferral(pace, entries);
    paces.set(chain, slower);
    pausedUntil.set(chain, timers.now() + retryDelayMs(slower.deferrals, timers.chance()));
  }

  function deferOne(entry: EntryPlace, at: UtcTime): void {
    const id = entryIdOf(entry);
    const since = outbox.defer(entry.chain, entry.seq, at);
    const isStuck = Date.parse(at) - Date.parse(since) >= STUCK_AFTER_MS;
    attempts.waitAnew(entry, isStuck ? STUCK_RETRY_MS : undefined);
    if (!isStuck || alarmed.has(id)) return;
    alarmed.add(id);
    log(
      "alarm",
      `The gateway defers entry ${id} since ${since}: it is kept, and tried once an hour.`,
    );
  }

  /** Until the first time at which something that may not go now may. */
  function sleep(): void {
    cancelWake();
    const times = [
      ...[...flights.values()].map(({ expiresMs }) => expiresMs),
      ...attempts.dueTimes(),
      ...pausedUntil.values(),
    ].filter((timeMs) => timeMs > timers.now());
    if (times.length > 0) cancelWake = timers.after(Math.min(...times) - timers.now(), pump);
  }

  function clear(): void {
    cancelWake();
    for (const held of [flights, attempts, pausedUntil, fresh]) held.clear();
  }

  return {
    up() {
      clear();
      isUp = true;
      pump();
    },
    down() {
      clear();
      isUp = false;
    },
    offer(entry) {
      if (isUp && ports.isListed(entry.chain)) fresh.set(entryIdOf(entry), entry);
      pump();
    },
    answered,
    forgive(chain) {
      paces.delete(chain);
      pausedUntil.delete(chain);
      attempts.forgetChain(chain);
    },
    pump,
    isIdle: () => flights.size === 0 && fresh.size === 0,
  };
}
