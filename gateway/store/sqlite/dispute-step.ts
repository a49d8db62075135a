import type { JournalEvent } from "../../journal/event.ts";
import type { DisputeStep } from "../dispute-row.ts";

/** What an explanation says of an event, where that is about a dispute. */
export function disputeStep({ position, at, actor, body }: JournalEvent): DisputeStep | null {
  if (body.kind === "deposit-disputed") {
    const alone = { approver: null, singlePerson: false };
    return { position, at, what: "disputed", actor, ...alone, reason: body.reason };
  }
  if (body.kind !== "dispute-dismissed") return null;
  const { approver, singlePerson } = body.approval;
  return { position, at, what: "dismissed", actor, approver, singlePerson, reason: body.reason };
}
