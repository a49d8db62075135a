import type { Deposit } from "#contract/deposit.ts";
import type { DepositEntry } from "#contract/entry.ts";
import { EpochMs } from "#contract/units.ts";
import type { Proof, Weighing } from "../../journal/deposit-events.ts";
import { isCardInDoubt, type Moment } from "../../proof/doubt.ts";
import { owesProofAt } from "../../registry/card-proofs.ts";
import type { Context } from "./context.ts";

/** A deposit with what the keys said of its card's proof. */
export type Proving = {
  readonly entry: DepositEntry;
  readonly station: string;
  /** What comes under a revoked key uses up no counter. */
  readonly chainRevoked: boolean;
  readonly weighing: Weighing | null;
  readonly proof: Proof | null;
};

/** Does a person have to look at its card? Where not, its counter serves this visit from now on. */
export function judgeCard(proving: Proving, context: Context): boolean {
  const { entry, station, chainRevoked, weighing, proof } = proving;
  const { visits } = context;
  const { card, cardProof } = entry.data;
  const { boot, uptimeMs } = entry.at;
  const at: Moment = { station, boot, uptimeMs };
  const brought = cardProof !== null;
  const owed = owesProof(card, weighing, context);
  if (card === null || proof === null || proof === "bad") {
    return isCardInDoubt({ brought, owed, proof, at, visit: null });
  }
  const visit = visits.find(card, proof.counter);
  if (visit === null && !chainRevoked) visits.note(card, proof.counter, at);
  return isCardInDoubt({ brought, owed, proof, at, visit });
}

/** While nobody knows when it was weighed it is held for that; dated, it is judged again. */
function owesProof(card: Deposit["card"], weighing: Weighing | null, { registry }: Context) {
  if (card === null || weighing === null) return false;
  return owesProofAt(registry, card, EpochMs(Date.parse(weighing.time)));
}
