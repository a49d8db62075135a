import { assert } from "#contract/assert.ts";
import type { CardId, Chain, Slug, UtcTime } from "#contract/ids.ts";
import type { PublicJwk } from "#contract/jwk.ts";
import type { EpochMs } from "#contract/units.ts";
import type { EventOf } from "../journal/event.ts";
import type { ReliefRule } from "../journal/relief-rule.ts";
import type { TariffDocument } from "../journal/tariff-document.ts";
import type { AdoptedBudget } from "./budgets.ts";
import type { ProofDuty } from "./card-proofs.ts";
import type { FeeRegister } from "./fee-register.ts";
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
  /** Of cards whose keys are registered, in the order in which they were recorded. */
  readonly proofDuties: ReadonlyMap<CardId, readonly ProofDuty[]>;
  /** Those in force and to come: what was withdrawn before it began is gone. */
  readonly tariffs: readonly TariffDocument[];
  /** Relief rules, those to come too, and the years that are closed. */
  readonly relief: {
    readonly rules: readonly ReliefRule[];
    readonly closed: ReadonlySet<number>;
  };
  readonly closings: ReadonlyMap<number, Closing>;
  /** No two of them have a month in common. */
  readonly budgets: readonly AdoptedBudget[];
  readonly fees: FeeRegister;
  /** Ids of tariffs, rules and acts that one person alone decided. */
  readonly singlePerson: ReadonlySet<string>;
  readonly persons: ReadonlySet<Slug>;
  readonly producers: ReadonlySet<Slug>;
  readonly restores: readonly { readonly since: UtcTime; readonly at: EpochMs }[];
};

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
