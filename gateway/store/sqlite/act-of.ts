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
    case "deposit-entered": {
      const { station, slip, deposit, household, reason } = body;
      const on = body.weighing.date;
      const asked = { station, slip, deposit, household, on, reason };
      return { ...approved(body), kind: "deposit-enter", ...asked };
    }
    case "deposit-corrected":
      return { ...approved(body), kind: "deposit-correct", ...correctionAsked(body) };
    case "card-issued":
      return { ...acted, kind: "card-issue", household: body.household, card: body.card };
    case "card-blocked":
      return { ...acted, kind: "card-block", card: body.card };
    case "tariff-published":
      return { ...approved(body), kind: "tariff-publish", tariff: body.tariff };
    case "tariff-withdrawn":
      return { ...approved(body), kind: "tariff-withdraw", tariff: body.tariff };
    case "relief-rule-published":
      return { ...approved(body), kind: "relief-rule-publish", rule: body.rule };
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
  const { station, chain, seq, hash, slip, correction, reason } = body;
  const sent = [station, chain, seq, ...(hash === null ? [] : [hash])].join("/");
  const deposit = slip === undefined ? sent : slipIdOf({ station, slip });
  return { deposit, correction, reason };
}
