import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type LiveEvents, liveDeposit, liveSnapshot, liveTotals } from "#contract/live.ts";
import { EpochMs, Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import { paperDeposit, paperStore } from "../reports/paper-store.ts";
import type { ReliefRow, Store } from "../store/store.ts";
import { type Listener, openLiveFeed } from "./live-feed.ts";

const FACTS = {
  scheme: { name: "beitillo", timeZone: "Asia/Hebron", currency: { code: "QAM", minorUnits: 2 } },
  page: "one",
  now: () => EpochMs(Date.UTC(2026, 10, 22)),
};
const log = { warn: vi.fn(), error: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
});
afterEach(() => vi.useRealTimers());

function ear() {
  const heard: { readonly name: keyof LiveEvents; readonly data: unknown }[] = [];
  const listener: Listener = {
    send: (name, data) => heard.push({ name, data }),
    close: vi.fn(),
  };
  return { heard, listener, names: () => heard.map(({ name }) => name) };
}

function open(answers: Partial<Store> = {}) {
  const store = paperStore(answers);
  return { store, feed: openLiveFeed(store, FACTS, log) };
}

const settled = () => vi.advanceTimersByTimeAsync(0);
const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const row = (household: string, points: number, basisPoints = 0): ReliefRow => ({
  household,
  gramsByStream: {},
  points: MilliPoints(points),
  compared: Math.round(points / 1_000),
  basisPoints,
});

describe("the live feed", () => {
  it("begins with a snapshot, by the contract", async () => {
    const { feed } = open({
      recentDeposits: async () => [paperDeposit()],
      reliefTotals: async () => [row("h001", 1_236_000, 1_880)],
      streamTotals: async () => [
        { stream: "wood", deposits: 1, grams: Grams(1), credited: MinorUnits(0) },
      ],
    });
    const { heard, listener } = ear();
    expect(feed.join(listener)).toBe(true);
    await settled();
    const snapshot = liveSnapshot.parse(heard[0]?.data);
    expect(snapshot.relief).toEqual([{ household: "h001", milliPoints: 1_236_000, percent: 18.8 }]);
    expect(snapshot.deposits[0]).toMatchObject({ household: "h012", weighedOn: "2026-11-22" });
    expect(snapshot.streams[0]?.label).toEqual({ ar: "wood", en: "wood" });
    feed.close();
  });

  it("shows neither the card nor the hour", async () => {
    const { feed, store } = open();
    const { heard, listener } = ear();
    feed.join(listener);
    await settled();
    store.commit({ deposits: [paperDeposit({ holder: `unclaimed:${"k".repeat(22)}` })] });
    expect(liveDeposit.parse(heard[1]?.data).household).toBeNull();
    expect(JSON.stringify(heard)).not.toMatch(/kkkk|08:15/);
    feed.close();
  });

  it("sends each deposit at once, and the totals once a second, with the changed households", async () => {
    let points = 0;
    const { feed, store } = open({
      reliefTotals: async () => [row("h001", 5), row("h002", points)],
    });
    const { heard, listener, names } = ear();
    feed.join(listener);
    await settled();
    for (const seq of [1, 2, 3]) store.commit({ deposits: [paperDeposit({ seq })] });
    expect(names()).toEqual(["snapshot", "deposit", "deposit", "deposit"]);
    points = 900_000;
    await later(1_000);
    expect(names().slice(4)).toEqual(["totals"]);
    expect(liveTotals.parse(heard[4]?.data).relief.map((one) => one.household)).toEqual(["h002"]);
    feed.close();
  });

  it("sends who has another percent under a rule that the council has published", async () => {
    let basisPoints = 0;
    const reliefTotals = async () => [row("h001", 5_000, basisPoints), row("h002", 0)];
    const { feed, store } = open({ reliefTotals });
    const { heard, listener } = ear();
    feed.join(listener);
    await settled();
    basisPoints = 1_050;
    store.commit({});
    await later(1_000);
    expect(liveTotals.parse(heard[1]?.data).relief).toEqual([
      { household: "h001", milliPoints: 5_000, percent: 10.5 },
    ]);
    feed.close();
  });

  it("loses no deposit that is committed while a snapshot is read", async () => {
    const { promise, resolve } = Promise.withResolvers<ReliefRow[]>();
    const { feed, store } = open({ reliefTotals: () => promise });
    const { listener, names } = ear();
    feed.join(listener);
    store.commit({ deposits: [paperDeposit()] });
    expect(names()).toEqual([]);
    resolve([]);
    await settled();
    expect(names()).toEqual(["snapshot", "deposit"]);
    feed.close();
  });

  it("serves who comes while another's snapshot is read, from a later reading", async () => {
    const { feed } = open();
    const [one, other] = [ear(), ear()];
    feed.join(one.listener);
    feed.join(other.listener);
    await settled();
    expect([one.names(), other.names()]).toEqual([["snapshot"], []]);
    await later(1_000);
    expect(other.names()).toEqual(["snapshot"]);
    feed.close();
  });

  it("reads nothing while nobody looks", async () => {
    const read = vi.fn(async () => []);
    const { feed, store } = open({ streamTotals: read });
    store.commit({ deposits: [paperDeposit()] });
    await later(5_000);
    expect(read).not.toHaveBeenCalled();
    feed.close();
  });

  it("beats, so that a dead line shows", async () => {
    const { feed } = open();
    const { listener, names } = ear();
    feed.join(listener);
    await later(20_000);
    expect(names()).toEqual(["snapshot", "beat", "beat"]);
    feed.close();
  });

  it("has room for a hundred pages, and for another when one has left", async () => {
    const { feed } = open();
    const listeners = Array.from({ length: 100 }, () => ear().listener);
    expect(listeners.every((listener) => feed.join(listener))).toBe(true);
    const late = ear().listener;
    expect(feed.join(late)).toBe(false);
    for (const listener of listeners.slice(0, 1)) feed.leave(listener);
    expect(feed.join(late)).toBe(true);
    feed.close();
  });

  it("sends no snapshot to who has left meanwhile", async () => {
    const { feed } = open();
    const { listener, names } = ear();
    feed.join(listener);
    feed.leave(listener);
    await settled();
    expect(names()).toEqual([]);
    feed.close();
  });

  it("closes the waiting when the journal cannot be read, and reads again for the next", async () => {
    let broken = true;
    const streamTotals = async () => {
      if (broken) throw new Error("disk I/O error");
      return [];
    };
    const { feed } = open({ streamTotals });
    const [one, other] = [ear(), ear()];
    feed.join(one.listener);
    await settled();
    expect(one.listener.close).toHaveBeenCalled();
    feed.leave(one.listener);
    broken = false;
    feed.join(other.listener);
    await settled();
    expect(other.names()).toEqual(["snapshot"]);
    feed.close();
  });

  it("lets go of the journal and of everyone at the end", async () => {
    const { feed, store } = open();
    const { listener } = ear();
    feed.join(listener);
    feed.close();
    expect(store.listeners()).toBe(0);
    expect(listener.close).toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
