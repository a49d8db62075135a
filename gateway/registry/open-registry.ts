import { assert } from "#contract/assert.ts";
import type { Chain } from "#contract/ids.ts";
import type { EpochMs } from "#contract/units.ts";
import type { EventBody, EventOf } from "../journal/event.ts";
import { budgetsAfter } from "./budgets.ts";
import { feesAfter, NO_FEES } from "./fee-register.ts";
import type { Registry, StationChain } from "./registry.ts";

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
    proofDuties: new Map(),
    tariffs: [],
    relief: { rules: [], closed: new Set() },
    closings: new Map(),
    budgets: [],
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
    case "card-proof-demanded":
    case "card-proof-waived": {
      const earlier = registry.proofDuties.get(body.card) ?? [];
      const owed = body.kind === "card-proof-demanded";
      registry.proofDuties.set(body.card, [...earlier, { from: at, owed }]);
      return;
    }
    case "tariff-published":
      registry.tariffs = [...registry.tariffs, body.tariff];
      return;
    case "budget-adopted":
      registry.budgets = budgetsAfter(body, position, registry.budgets);
      return;
    case "relief-rule-published":
      registry.relief = { ...registry.relief, rules: [...registry.relief.rules, body.rule] };
      return;
    case "relief-rule-withdrawn":
      registry.relief = {
        ...registry.relief,
        rules: registry.relief.rules.filter(({ id }) => id !== body.rule),
      };
      forgetAlone(body.rule, registry);
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
      forgetAlone(body.tariff, registry);
      return;
    case "restored":
      registry.restores = [...registry.restores, { since: body.since, at }];
      return;
    case "scheme-opened":
    case "entry-received":
    case "entry-dated":
    case "entry-set-aside":
    case "clock-read":
    case "deposit-entered":
    case "deposit-corrected":
    case "deposit-disputed":
    case "dispute-dismissed":
    case "payment-recorded":
    case "credits-expired":
    case "expiry-undone":
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

/** The id of what was withdrawn may come again, decided by two; a tariff and a rule may share one. */
function forgetAlone(id: string, { tariffs, relief, singlePerson }: Mutable): void {
  if (![...tariffs, ...relief.rules].some((one) => one.id === id)) singlePerson.delete(id);
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
