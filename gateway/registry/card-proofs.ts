import type { CardId } from "#contract/ids.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import type { EpochMs } from "#contract/units.ts";
import type { EventOf } from "../journal/event.ts";
import type { ActOf, Refusal } from "./act.ts";
import { approve } from "./approve.ts";
import type { Registry } from "./registry.ts";

/** From when on a card must bring a proof with each deposit, or need not any more. */
export type ProofDuty = { readonly from: EpochMs; readonly owed: boolean };

type Duties = Pick<Registry, "proofDuties">;

/** Must a bag that was weighed then with this card have come with a proof? */
export function owesProofAt({ proofDuties }: Duties, card: CardId, time: EpochMs): boolean {
  const duty = proofDuties.get(card)?.findLast(({ from }) => from <= time);
  return duty?.owed ?? false;
}

/** One person may: it can only hold bags back. */
export function decideDemand(
  { card }: ActOf<"card-demand-proof">,
  registry: Duties,
): Result<EventOf<"card-proof-demanded">, Refusal> {
  if (owesProofNow(registry, card)) {
    const message = `Card ${card} must already bring a proof with each deposit.`;
    return fail({ code: "proof-already-demanded", message });
  }
  return ok({ kind: "card-proof-demanded", card });
}

/** Two people: from then on a copy of the card's number earns again. */
export function decideWaiver(
  act: ActOf<"card-waive-proof">,
  registry: Duties & Pick<Registry, "persons">,
): Result<EventOf<"card-proof-waived">, Refusal> {
  const { card, reason } = act;
  if (!owesProofNow(registry, card)) {
    const message = `Card ${card} need not bring a proof: there is nothing to waive.`;
    return fail({ code: "proof-not-demanded", message });
  }
  const approval = approve(act, registry);
  if (!approval.ok) return approval;
  return ok({ kind: "card-proof-waived", card, reason, approval: approval.value });
}

export const cardsOwingProof = (registry: Duties): number =>
  [...registry.proofDuties.keys()].filter((card) => owesProofNow(registry, card)).length;

/** By what was decided last, and not by the hour: a clock may have been set back. */
export function owesProofNow({ proofDuties }: Duties, card: CardId): boolean {
  return proofDuties.get(card)?.at(-1)?.owed ?? false;
}
