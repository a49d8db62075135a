import type { EventBody, EventOf } from "../../journal/event.ts";

/** One sentence for the person who acted. */
export function reportOf(body: EventBody): string {
  switch (body.kind) {
    case "station-enrolled":
      return `Station ${body.station} is enrolled with chain ${body.chain}.`;
    case "chain-requested":
      return `Station ${body.station} asks for chain ${body.chain}.`;
    case "chain-approved":
      return `Chain ${body.chain} is number ${body.number} of station ${body.station}.`;
    case "station-revoked":
      return `Station ${body.station}: revoked ${body.chains.join(", ")}; what comes later is held.`;
    case "household-resized":
      return `Household ${body.household} counts ${body.members} members from ${body.fromMonth} on.`;
    case "person-registered":
      return `${body.person} is registered.`;
    case "producer-enrolled":
      return `Producer ${body.producer} is enrolled.`;
    case "payment-recorded":
      return `Household ${body.household} paid producer ${body.producer}, reference ${body.reference}.`;
    case "credits-expired":
      return `Credits have expired by decision ${body.decision.number}; households: ${body.amounts.length}.`;
    case "expiry-undone":
      return `The expiry of event ${body.expiry} is undone.`;
    case "deposit-entered":
      return `Slip ${body.slip} of station ${body.station} is entered: it counts for ${body.verdict.holder}.`;
    case "deposit-corrected":
      return correctionReport(body);
    case "deposit-disputed":
      return `${depositIn(body)} is disputed; it counts as before.`;
    case "dispute-dismissed":
      return `${depositIn(body)}: the dispute is dismissed.`;
    case "household-added":
      return `Household ${body.household} is added with ${body.members} members.`;
    case "card-issued":
      return `Card ${body.card} now belongs to household ${body.household}.`;
    case "card-blocked":
      return `Card ${body.card} is blocked.`;
    case "card-proof-demanded":
      return `Card ${body.card} must bring a proof with each deposit that is weighed from now on.`;
    case "card-proof-waived":
      return `Card ${body.card} need not bring a proof any more.`;
    case "tariff-published":
      return `Tariff ${body.tariff.id} is published; it begins with ${body.tariff.validFrom}.`;
    case "tariff-withdrawn":
      return `Tariff ${body.tariff} is withdrawn.`;
    case "budget-adopted":
      return `The budget from ${body.budget.from} to ${body.budget.to} is adopted by decision ${body.decision.number}.`;
    case "relief-rule-published":
      return `Relief rule ${body.rule.id} is published; it begins with ${body.rule.validFrom}.`;
    case "relief-rule-withdrawn":
      return `Relief rule ${body.rule} is withdrawn.`;
    case "fee-accounts-imported":
      return `Fee accounts of ${body.feeYear} imported: ${body.accounts.length}.`;
    case "household-moved":
      return `Household ${body.household} lives at ${body.account ?? "no fee account"} from ${body.on} on.`;
    case "year-closed":
      return `${body.year} is closed by decision ${body.decision.number}.`;
    case "restored":
      return `Restored from a backup of ${body.since}.`;
    case "scheme-opened":
    case "entry-received":
    case "entry-dated":
    case "entry-set-aside":
    case "clock-read":
      return "";
  }
}

function correctionReport(body: EventOf<"deposit-corrected">): string {
  const which = depositIn(body);
  if (body.correction.strikeOut) return `${which} is struck out.`;
  return `${which} counts for ${body.verdict.holder}.`;
}

type AboutDeposit = EventOf<"deposit-corrected" | "deposit-disputed" | "dispute-dismissed">;

const depositIn = ({ station, seq, slip }: AboutDeposit): string =>
  `${slip === undefined ? `Deposit ${seq}` : `Slip ${slip}`} of station ${station}`;
