import type { Slug } from "#contract/ids.ts";
import type { Proof } from "../journal/deposit-events.ts";

/** Where a deposit was weighed, and when by that boot's own clock, which nobody can set. */
export type Moment = { readonly station: Slug; readonly boot: string; readonly uptimeMs: number };

export type ProofFacts = {
  readonly brought: boolean;
  /** What the keys said of it; null: nothing, since there was no key, or nothing to check. */
  readonly proof: Proof | null;
  readonly at: Moment;
  /** The first deposit that came with this card and counter; null: this is the first. */
  readonly visit: Moment | null;
  /** People said, before it was weighed, that its card must bring one. */
  readonly owed: boolean;
};

/** How long one tap may serve, either way: a visit may bring several bags, and they come in any order. */
const VISIT_MS = 10 * 60_000;

/**
 * Does a person have to look whether the card was there? A copied message is good for its own visit
 * only, and a card whose keys are registered is not believed without. What is brought is checked,
 * whether it is owed or not.
 *
 * @see docs/PROTOCOL.md, "Card proofs"
 */
export function isCardInDoubt(facts: ProofFacts): boolean {
  const { brought, owed, proof, at, visit } = facts;
  if (!brought) return owed;
  if (proof === null || proof === "bad") return true;
  return visit !== null && !isOneVisit(at, visit);
}

/** Within one boot the difference of uptimes is that of the weighing times. */
function isOneVisit(one: Moment, other: Moment): boolean {
  const sameBoot = one.station === other.station && one.boot === other.boot;
  return sameBoot && Math.abs(one.uptimeMs - other.uptimeMs) <= VISIT_MS;
}
