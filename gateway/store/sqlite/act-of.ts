import { unreachable } from "#contract/assert.ts";
import type { EpochMs } from "#contract/units.ts";
import { slipIdOf } from "../../journal/deposit-id.ts";
import type { EventBody, EventOf } from "../../journal/event.ts";
import type { Act } from "../../registry/act.ts";
import { APPROVAL_CODE_LENGTH } from "../../registry/decide.ts";

type ActBody = Exclude<
  EventBody,
  { kind: "scheme-opened" | "entry-received" | "entry-dated" | "entry-set-aside" | "clock-read" }
>;

/** What a person asked for when this came of it. */
export function actOf(body: ActBody, actor: string, at: EpochMs): Act {
  const acted = { actor, at };
  const approved = (it: { approval: { approver: string | null } }) => ({
    ...acted,
    approver: it.approval.approver,
  });
  switch (body.kind) {
    case "station-enrolled": {
      const { station, publicKey, passwordHash } = body;
      return { ...acted, kind: "station-enrol", station, publicKey, passwordHash };
    }
    case "chain-requested": {
      const { station, chain, publicKey } = body;
      return { ...acted, kind: "chain-request", station, chain, publicKey };
    }
    case "chain-approved": {
      const code = body.chain.slice(0, APPROVAL_CODE_LENGTH);
      return { ...acted, kind: "chain-approve", station: body.station, code };
    }
    case "station-revoked":
      return { ...acted, kind: "station-revoke", station: body.station };
    case "household-added": {
      const { household, members } = body;
      return { ...acted, kind: "household-add", household, members };
    }
    case "household-resized": {
      const { household, members } = body;
      return { ...acted, kind: "household-resize", household, members };
    }
    case "person-registered":
      return { ...approved(body), kind: "person-add", person: body.person };
    case "producer-enrolled":
      return { ...acted, kind: "producer-enrol", producer: body.producer };
    case "payment-recorded": {
      const { household, producer, amount, reference } = body;
      return { ...acted, kind: "payment-record", household, producer, amount, reference };
    }
    case "credits-expired": {
      const { decision, amounts } = body;
      return { ...approved(body), kind: "credits-expire", decision, amounts };
    }
    case "expiry-undone": {
      const { expiry, reason } = body;
      return { ...approved(body), kind: "expiry-undo", expiry, reason };
    }
    case "deposit-entered": {
      const { station, slip, deposit, household, reason } = body;
      const on = body.weighing.date;
      const asked = { station, slip, deposit, household, on, reason };
      return { ...approved(body), kind: "deposit-enter", ...asked };
    }
    case "deposit-corrected":
      return { ...approved(body), kind: "deposit-correct", ...correctionAsked(body) };
    case "deposit-disputed":
      return { ...acted, kind: "deposit-dispute", deposit: depositIn(body), reason: body.reason };
    case "dispute-dismissed": {
      const { reason } = body;
      return { ...approved(body), kind: "dispute-dismiss", deposit: depositIn(body), reason };
    }
    case "card-issued":
      return { ...acted, kind: "card-issue", household: body.household, card: body.card };
    case "card-blocked":
      return { ...acted, kind: "card-block", card: body.card };
    case "card-proof-demanded":
      return { ...acted, kind: "card-demand-proof", card: body.card };
    case "card-proof-waived": {
      const { card, reason } = body;
      return { ...approved(body), kind: "card-waive-proof", card, reason };
    }
    case "tariff-published":
      return { ...approved(body), kind: "tariff-publish", tariff: body.tariff };
    case "tariff-withdrawn":
      return { ...approved(body), kind: "tariff-withdraw", tariff: body.tariff };
    case "budget-adopted":
      return {
        ...approved(body),
        kind: "budget-adopt",
        budget: body.budget,
        decision: body.decision,
      };
    case "relief-rule-published":
      return { ...approved(body), kind: "relief-rule-publish", rule: body.rule };
    case "relief-rule-withdrawn":
      return { ...approved(body), kind: "relief-rule-withdraw", rule: body.rule };
    case "fee-accounts-imported": {
      const { feeYear, on, accounts } = body;
      return { ...acted, kind: "fee-accounts-import", feeYear, on, accounts };
    }
    case "household-moved": {
      const { household, account, on } = body;
      return { ...acted, kind: "household-move", household, account, on };
    }
    case "year-closed": {
      const { year, decision, digest, signature } = body;
      return { ...approved(body), kind: "year-close", year, decision, digest, signature };
    }
    case "restored":
      return { ...acted, kind: "restored", since: body.since };
    default:
      return unreachable(body);
  }
}

function correctionAsked(body: EventOf<"deposit-corrected">) {
  const { correction, reason } = body;
  return { deposit: depositIn(body), correction, reason };
}

type AboutDeposit = EventOf<"deposit-corrected" | "deposit-disputed" | "dispute-dismissed">;

function depositIn({ station, chain, seq, hash, slip }: AboutDeposit): string {
  if (slip !== undefined) return slipIdOf({ station, slip });
  return [station, chain, seq, ...(hash === null ? [] : [hash])].join("/");
}
