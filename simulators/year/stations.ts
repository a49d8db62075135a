import type { Outcome } from "#contract/receipt.ts";
import { EpochMs } from "#contract/units.ts";
import type { PageAnswer, Store } from "#gateway/store/store.ts";
import { openRandom, type Random } from "../village/random.ts";
import { type Bag, bagsOf } from "./bags.ts";
import type { Home } from "./homes.ts";
import type { PaperStation } from "./paper-station.ts";
import { idOf, type Reviewers } from "./reviewers.ts";
import { type Kept, openStationLife, type StationLife } from "./station-life.ts";

const HOUR_MS = 3_600_000;
/** Hours (UTC) in which people come, and the one at which stations send: before noon and after. */
export const HALF_DAYS = [
  { from: 5, to: 10.9, sent: 11 },
  { from: 11.1, to: 20.5, sent: 20.9 },
] as const;
export type HalfDay = (typeof HALF_DAYS)[number];
const OTHER_STATION_CHANCE = 0.1;
const BETWEEN_BAGS_MS = 20_000;
const LATE_MS = 24 * HOUR_MS;

export type Sums = { deposits: number; held: number; late: number };

/** All the stations of the village: bags come in, pages go out. */
export type Stations = {
  readonly papers: readonly PaperStation[];
  readonly sums: Readonly<Sums>;
  /** The bags of a half-day, in the order in which they come. */
  collect(midnight: EpochMs, half: HalfDay): void;
  send(at: EpochMs): Promise<void>;
  /** A lost disk and a lost mind: a page that contradicts an earlier one, and one that says nothing. */
  misbehave(at: EpochMs): Promise<void>;
  /** The last station hears nothing any more until then; some come to it in the year's last hour. */
  loseNetwork(until: EpochMs): void;
  comeLast(at: EpochMs): void;
};

type Village = {
  readonly homes: readonly Home[];
  readonly count: number;
  readonly seed: number;
  readonly scheme: string;
  readonly from: EpochMs;
};

export function openStations(village: Village, store: Store, reviewers: Reviewers): Stations {
  const random = openRandom(village.seed, "stations");
  const stations = livesOf(village);
  const sums = { deposits: 0, held: 0, late: 0 };
  const last = stations.slice(-1);
  const [first] = stations;
  let lastKept: Kept | undefined;

  const remember = (name: string, kept: Kept, { outcome }: Outcome, at: EpochMs) => {
    reviewers.remember(name, kept, outcome);
    sums.deposits += 1;
    if (outcome === "held") sums.held += 1;
    if (at - kept.weighedAt > LATE_MS) sums.late += 1;
  };

  return {
    papers: stations.map(({ paper }) => paper),
    sums,
    collect(midnight, half) {
      for (const station of stations) station.begin(EpochMs(midnight + half.from * HOUR_MS));
      const arrivals = village.homes.flatMap((home) => walkOf(home, half, random));
      for (const { bag, station, ms } of arrivals.sort((a, b) => a.ms - b.ms)) {
        stations[station % stations.length]?.weigh(bag, EpochMs(midnight + ms));
      }
    },
    async send(at) {
      const sendings = stations.map((station) => ({
        name: station.paper.name,
        ...station.send(at),
      }));
      const pages = sendings.flatMap((sending) => sending.pages);
      if (pages.length === 0) return;
      const kept = keptById(sendings);
      for (const { id, outcome } of firstAnswers(await store.recordPages(pages))) {
        const its = kept.get(id);
        if (its !== undefined) remember(id, its, outcome, at);
      }
      lastKept = sendings[0]?.kept.at(-1) ?? lastKept;
    },
    async misbehave(at) {
      if (first === undefined || lastKept === undefined) return;
      await store.recordPages([...first.sendTwin(lastKept, at), ...first.sendNonsense(at)]);
    },
    loseNetwork(until) {
      for (const station of last) station.cutOff(until);
    },
    comeLast(at) {
      const bags = village.homes.slice(0, 20).flatMap((home) => bagsOf(home, random));
      for (const [index, bag] of bags.entries()) {
        for (const station of last) station.weigh(bag, EpochMs(at + index * BETWEEN_BAGS_MS));
      }
    },
  };
}

function livesOf({ count, seed, scheme, from }: Village): readonly StationLife[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `beitillo-${String(index + 1).padStart(2, "0")}`;
    return openStationLife({ seed, scheme, name, from }, openRandom(seed, name));
  });
}

type Arrival = { readonly bag: Bag; readonly station: number; readonly ms: number };

/** A day's bags come in one walk, before noon or after: `ms` after midnight. */
function walkOf(home: Home, { from, to }: HalfDay, random: Random): readonly Arrival[] {
  const start = Math.round(random.between(from, to) * HOUR_MS);
  const bags = random.happens(1 / HALF_DAYS.length) ? bagsOf(home, random) : [];
  const station = home.station + (random.happens(OTHER_STATION_CHANCE) ? 1 : 0);
  return bags.map((bag, index) => ({ bag, station, ms: start + index * BETWEEN_BAGS_MS }));
}

type Named = { readonly name: string; readonly kept: readonly Kept[] };

function keptById(sendings: readonly Named[]): ReadonlyMap<string, Kept> {
  return new Map(
    sendings.flatMap(({ name, kept }) =>
      kept.map((one) => [idOf({ station: name, chainNumber: 1, seq: one.entry.seq }), one]),
    ),
  );
}

function firstAnswers(answers: readonly PageAnswer[]) {
  return answers.flatMap(({ range, outcomes }) =>
    outcomes.flatMap((outcome) =>
      outcome.repeat
        ? []
        : [{ id: idOf({ station: range.station, chainNumber: 1, seq: outcome.seq }), outcome }],
    ),
  );
}
