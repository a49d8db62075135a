import { ok, type Result } from "#contract/result.ts";
import { checkDismissal, checkDispute, type Disputed } from "../../deposit/dispute.ts";
import type { ActOf, Refusal } from "../../registry/act.ts";
import { approve } from "../../registry/approve.ts";
import type { Done } from "./act.ts";
import type { Context } from "./context.ts";
import { type FoundDeposit, findDeposit, namedIn } from "./find-deposit.ts";

/** Notes that a household disputes a deposit: it counts as before, until people settle it. */
export function disputeDeposit(
  act: ActOf<"deposit-dispute">,
  context: Context,
): Result<Done, Refusal> {
  const found = findDeposit(act.deposit, context);
  if (!found.ok) return found;
  const checked = checkDispute(disputedOf(act.deposit, found.value, context));
  if (!checked.ok) return checked;
  const body = {
    kind: "deposit-disputed",
    ...namedIn(found.value),
    reason: act.reason,
  } as const;
  const position = context.append(act.at, act.actor, body);
  context.disputes.open({ deposit: found.value.position, dispute: position });
  return ok({ position, body });
}

/** Two people say that it was right: the dispute is settled, and nothing else changes. */
export function dismissDispute(
  act: ActOf<"dispute-dismiss">,
  context: Context,
): Result<Done, Refusal> {
  const approval = approve(act, context.registry);
  if (!approval.ok) return approval;
  const found = findDeposit(act.deposit, context);
  if (!found.ok) return found;
  const checked = checkDismissal(disputedOf(act.deposit, found.value, context));
  if (!checked.ok) return checked;
  const { reason } = act;
  const body = {
    kind: "dispute-dismissed",
    ...namedIn(found.value),
    ...{ reason, approval: approval.value },
  } as const;
  const position = context.append(act.at, act.actor, body);
  context.disputes.settle(found.value.position);
  return ok({ position, body });
}

function disputedOf(name: string, { position, record }: FoundDeposit, context: Context): Disputed {
  const { disputes, journal, standings } = context;
  const recorded = record !== null && record.verdict.outcome !== "refused";
  const counts = recorded || standings.find(position) !== null;
  const dispute = disputes.find(position);
  if (dispute === null) return { name, counts, open: null };
  const { at, actor } = journal.read(dispute);
  return { name, counts, open: { since: at, by: actor } };
}
