import type { DepositEntry } from "#contract/entry.ts";
import { EpochMs } from "#contract/units.ts";
import type { Proof, Weighing } from "../../journal/deposit-events.ts";
import { isCardInDoubt, type Moment, type ProofFacts } from "../../proof/doubt.ts";
import type { Context } from "./context.ts";

/** A deposit with what the keys said of its card's proof. */
export type Proving = {
  readonly entry: DepositEntry;
  readonly station: string;
  /** What comes under a revoked key uses up no counter, and proves nothing. */
  readonly chainRevoked: boolean;
  readonly weighing: Weighing | null;
  readonly proof: Proof | null;
};

/** Does a person have to look at its card? Where not, what the card has proved is kept. */
export function judgeCard(proving: Proving, { proofs }: Context): boolean {
  const facts = factsOf(proving, proofs);
  const isInDoubt = isCardInDoubt(facts);
  const { card } = proving.entry.data;
  const { proof, at, weighedAt } = facts;
  const proves = !isInDoubt && !proving.chainRevoked;
  if (proves && card !== null && proof !== null && proof !== "bad") {
    proofs.noteVisit(card, proof.counter, at);
    if (weighedAt !== null) proofs.noteProved(card, weighedAt);
  }
  return isInDoubt;
}

function factsOf(
  { entry, station, weighing, proof }: Proving,
  proofs: Context["proofs"],
): ProofFacts {
  const { card, cardProof } = entry.data;
  const { boot, uptimeMs } = entry.at;
  const at: Moment = { station, boot, uptimeMs };
  const isGenuine = proof !== null && proof !== "bad";
  return {
    ...{ brought: cardProof !== null, proof, at },
    visit: card !== null && isGenuine ? proofs.visit(card, proof.counter) : null,
    weighedAt: weighing === null ? null : EpochMs(Date.parse(weighing.time)),
    provedSince: card === null ? null : proofs.provedSince(card),
  };
}
