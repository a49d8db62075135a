import { assert } from "#contract/assert.ts";
import type { CardId, Chain, Slug, UtcTime } from "#contract/ids.ts";
import type { PublicJwk } from "#contract/jwk.ts";
import type { EpochMs } from "#contract/units.ts";
import type { EventBody, EventOf } from "../journal/event.ts";
import type { ReliefRule } from "../journal/relief-rule.ts";
import type { TariffDocument } from "../journal/tariff-document.ts";
import { type FeeRegister, feesAfter, NO_FEES } from "./fee-register.ts";
import { type HouseholdSize, sizeIn } from "./household-size.ts";

export type StationChain = {
  readonly chain: Chain;
  readonly station: Slug;
  readonly key: PublicJwk;
  /** Position of the event that brought it: the chain's name within the database. */
  readonly id: number;
  /** Null while a person has not approved it. */
  readonly number: number | null;
  readonly state: "requested" | "open" | "revoked";
  readonly revokedAt: EpochMs | null;
};

export type Station = {
  readonly station: Slug;
  readonly passwordHash: string;
  readonly chains: readonly Chain[];
};

export type Household = {
  readonly household: Slug;
  /** In the order in which they were recorded. */
  readonly sizes: readonly HouseholdSize[];
};

/** A year as it was closed, and where in the journal. */
export type Closing = EventOf<"year-closed"> & { readonly position: number };

export type CardHolding = { readonly household: Slug; readonly from: EpochMs };

/** Who and what the scheme knows: a fold of the journal's few events that are no entries. */
export type Registry = {
  readonly stations: ReadonlyMap<Slug, Station>;
  readonly chains: ReadonlyMap<Chain, StationChain>;
  readonly households: ReadonlyMap<Slug, Household>;
  /** Oldest holding first. */
  readonly cards: ReadonlyMap<CardId, readonly CardHolding[]>;
  /** In the order in which they were blocked. */
  readonly blocked: ReadonlyMap<CardId, EpochMs>;
  /** Those in force and to come: what was withdrawn before it began is gone. */
  readonly tariffs: readonly TariffDocument[];
  /** Relief rules, those to come too, and the years that are closed. */
  readonly relief: {
    readonly rules: readonly ReliefRule[];
    readonly closed: ReadonlySet<number>;
  };
  readonly closings: ReadonlyMap<number, Closing>;
  readonly fees: FeeRegister;
  /** Ids of tariffs, rules and acts that one person alone decided. */
  readonly singlePerson: ReadonlySet<string>;
  readonly persons: ReadonlySet<Slug>;
  readonly producers: ReadonlySet<Slug>;
  readonly restores: readonly { readonly since: UtcTime; readonly at: EpochMs }[];
};

type Mutable = {
  -readonly [Part in keyof Registry]: Registry[Part] extends ReadonlyMap<infer Key, infer Value>
    ? Map<Key, Value>
    : Registry[Part] extends ReadonlySet<infer Member>
      ? Set<Member>
      : Registry[Part];
};

/** When and where in the journal an event stands, as far as the registry cares. */
export type Standing = {
  readonly position: number;
  readonly at: EpochMs;
  /** Local month of `at`. */
  readonly month: string;
};

/** A registry that learns by events, and only by them. */
export function openRegistry(): {
  now: Registry;
  learn(body: EventBody, standing: Standing): void;
} {
  const now: Mutable = {
    stations: new Map(),
    chains: new Map(),
    households: new Map(),
    cards: new Map(),
    blocked: new Map(),
    tariffs: [],
    relief: { rules: [], closed: new Set() },
    closings: new Map(),
    fees: NO_FEES,
    singlePerson: new Set(),
    persons: new Set(),
    producers: new Set(),
    restores: [],
  };
  return { now, learn: (body, standing) => learn(now, body, standing) };
}

function learn(registry: Mutable, body: EventBody, { position, at, month }: Standing): void {
  const alone = decidedAlone(body);
  if (alone !== null) registry.singlePerson.add(alone);
  switch (body.kind) {
    case "station-enrolled": {
      const { station, passwordHash, chain } = body;
      const { chains = [] } = registry.stations.get(station) ?? {};
      registry.stations.set(station, { station, passwordHash, chains });
      const number = nextChainNumber(chains.flatMap((one) => registry.chains.get(one) ?? []));
      const key = body.publicKey;
      addChain(registry, { chain, station, key, id: position, number, state: "open" });
      return;
    }
    case "chain-requested": {
      const { station, chain, publicKey: key } = body;
      addChain(registry, { chain, station, key, id: position, number: null, state: "requested" });
      return;
    }
    case "chain-approved":
      changeChain(registry, body.chain, { state: "open", number: body.number });
      return;
    case "station-revoked":
      for (const chain of body.chains)
        changeChain(registry, chain, { state: "revoked", revokedAt: at });
      return;
    case "household-added": {
      const { household, members } = body;
      registry.households.set(household, { household, sizes: [{ fromMonth: month, members }] });
      return;
    }
    case "household-resized":
      resize(registry, body);
      return;
    case "person-registered":
      registry.persons.add(body.person);
      return;
    case "producer-enrolled":
      registry.producers.add(body.producer);
      return;
    case "card-issued": {
      const earlier = registry.cards.get(body.card) ?? [];
      registry.cards.set(body.card, [...earlier, { household: body.household, from: at }]);
      return;
    }
    case "card-blocked":
      registry.blocked.set(body.card, at);
      return;
    case "tariff-published":
      registry.tariffs = [...registry.tariffs, body.tariff];
      return;
    case "relief-rule-published":
      registry.relief = { ...registry.relief, rules: [...registry.relief.rules, body.rule] };
      return;
    case "fee-accounts-imported":
    case "household-moved":
      registry.fees = feesAfter(body, registry.fees);
      return;
    case "year-closed":
      registry.closings.set(body.year, { ...body, position });
      registry.relief = {
        ...registry.relief,
        closed: new Set([...registry.relief.closed, body.year]),
      };
      return;
    case "tariff-withdrawn":
      registry.tariffs = registry.tariffs.filter(({ id }) => id !== body.tariff);
      return;
    case "restored":
      registry.restores = [...registry.restores, { since: body.since, at }];
      return;
    case "entry-received":
    case "entry-dated":
    case "entry-set-aside":
    case "clock-read":
    case "deposit-corrected":
    case "payment-recorded":
      return;
  }
}

/** What statements have to say of it: rules by their ids; a person's registering says nothing. */
function decidedAlone(body: EventBody): string | null {
  if (!("approval" in body) || !body.approval.singlePerson) return null;
  if (body.kind === "tariff-published") return body.tariff.id;
  if (body.kind === "relief-rule-published") return body.rule.id;
  return body.kind === "year-closed" ? `closing-${body.year}` : null;
}

function resize(
  registry: Mutable,
  { household, members, fromMonth }: EventOf<"household-resized">,
) {
  const { sizes = [] } = registry.households.get(household) ?? {};
  // Told twice in one month, the last word counts.
  const earlier = sizes.filter((size) => size.fromMonth !== fromMonth);
  registry.households.set(household, { household, sizes: [...earlier, { fromMonth, members }] });
}

/** A station's chains are counted from 1 as they are accepted. */
export const nextChainNumber = (chains: readonly Pick<StationChain, "number">[]): number =>
  1 + Math.max(0, ...chains.map(({ number }) => number ?? 0));

function addChain(registry: Mutable, added: Omit<StationChain, "revokedAt">): void {
  const station = registry.stations.get(added.station);
  assert(station !== undefined, `a chain of an unknown station: ${added.station}`);
  registry.chains.set(added.chain, { ...added, revokedAt: null });
  registry.stations.set(station.station, { ...station, chains: [...station.chains, added.chain] });
}

function changeChain(registry: Mutable, chain: Chain, change: Partial<StationChain>): void {
  const before = registry.chains.get(chain);
  assert(before !== undefined, `an unknown chain: ${chain}`);
  registry.chains.set(chain, { ...before, ...change });
}

/**
 * The household that a card's deposit belongs to: its holder when it was weighed, or, before anyone
 * held it, the first that did. Null: nobody has claimed it yet.
 */
export function holderAt(registry: Registry, card: CardId, time: EpochMs): Slug | null {
  const holdings = registry.cards.get(card) ?? [];
  const holding = holdings.findLast(({ from }) => from <= time) ?? holdings[0];
  return holding?.household ?? null;
}

/** Whose the deposits are by now that came before anyone held the card; null: nobody's yet. */
export const claimerOf = (registry: Registry, card: CardId): Slug | null =>
  registry.cards.get(card)?.[0]?.household ?? null;

/** When a card found its first household, if that was after a time; else null. */
export function claimedAfter(registry: Registry, card: CardId, time: EpochMs): EpochMs | null {
  const from = registry.cards.get(card)?.[0]?.from;
  return from === undefined || from <= time ? null : from;
}

/** @param month `YYYY-MM` */
export function membersIn(registry: Registry, household: Slug, month: string): number {
  const { sizes } = registry.households.get(household) ?? {};
  assert(sizes !== undefined, `an unknown household: ${household}`);
  return sizeIn(month, sizes);
}

export function isBlockedAt(registry: Registry, card: CardId, time: EpochMs): boolean {
  const from = registry.blocked.get(card);
  return from !== undefined && from <= time;
}
