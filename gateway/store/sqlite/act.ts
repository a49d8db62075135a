import { ok, type Result } from "#contract/result.ts";
import { EpochMs } from "#contract/units.ts";
import { monthOf } from "../../journal/calendar.ts";
import type { EventBody } from "../../journal/event.ts";
import type { Posting } from "../../ledger/posting.ts";
import type { Act, ActOf, Refusal } from "../../registry/act.ts";
import { approve } from "../../registry/approve.ts";
import { decideAct } from "../../registry/decide.ts";
import { checkPublication, checkWithdrawal } from "../../tariff/tariffs.ts";
import type { ActReport } from "../store.ts";
import { reportOf } from "./act-report.ts";
import { claimCard } from "./claim-card.ts";
import type { Context } from "./context.ts";
import { correctDeposit } from "./correct-deposit.ts";
import { dismissDispute, disputeDeposit } from "./dispute-deposit.ts";
import { enterDeposit } from "./enter-deposit.ts";
import { expireCredits, undoExpiry } from "./expire-credits.ts";
import { payEarlierDeposits } from "./first-tariff.ts";
import { recordPayment } from "./record-payment.ts";
import {
  closingPostings,
  decideClosing,
  decideImport,
  decideMove,
  decideRule,
  reliefPostings,
} from "./relief-acts.ts";
import { decideRuleWithdrawal } from "./withdraw-rule.ts";

/** One act, decided by what is known, appended as one event with all that it posts. */
export function perform(act: Act, context: Context): Result<ActReport, Refusal> {
  // An act looks into the tables: in a replay the same commit may just have changed them.
  context.ledger.flush();
  const done = carryOut(act, context);
  if (!done.ok) return done;
  const { position, body } = done.value;
  noteChange(body, context);
  return ok({ position, text: reportOf(body) });
}

export type Done = { readonly position: number; readonly body: EventBody };

function carryOut(act: Act, context: Context): Result<Done, Refusal> {
  switch (act.kind) {
    case "deposit-correct":
      return correctDeposit(act, context);
    case "credits-expire":
      return expireCredits(act, context);
    case "expiry-undo":
      return undoExpiry(act, context);
    case "deposit-dispute":
      return disputeDeposit(act, context);
    case "dispute-dismiss":
      return dismissDispute(act, context);
    case "deposit-enter":
      return enterDeposit(act, context);
    case "payment-record":
      return recordPayment(act, context);
    case "tariff-publish":
      return appendDecided(act, decidePublication(act, context), context);
    case "tariff-withdraw":
      return appendDecided(act, decideWithdrawal(act, context), context);
    case "relief-rule-publish":
      return appendDecided(act, decideRule(act, context), context);
    case "relief-rule-withdraw":
      return appendDecided(act, decideRuleWithdrawal(act, context), context);
    case "fee-accounts-import":
      return appendDecided(act, decideImport(act, context), context);
    case "household-move":
      return appendDecided(act, decideMove(act, context), context);
    case "year-close":
      return appendDecided(act, decideClosing(act, context), context);
    default:
      return appendDecided(act, decideAct(act, context.registry, nextMonth(act, context)), context);
  }
}

function appendDecided(
  act: Act,
  decision: Result<EventBody, Refusal>,
  context: Context,
): Result<Done, Refusal> {
  if (!decision.ok) return decision;
  const body = decision.value;
  const position = context.append(act.at, act.actor, body);
  context.post(position, act.at, consequencesOf(body, act.at, context));
  return ok({ position, body });
}

/** A station's clock may be ahead: what it weighed in a month must find that month's terms. */
const latestMonth = ({ at }: Act, { dateOf, facts }: Context): string =>
  monthOf(dateOf(EpochMs(at + facts.clockLimits.aheadMs)));

function nextMonth(act: Act, context: Context): string {
  const [year = 0, month = 0] = latestMonth(act, context).split("-").map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, "0")}`;
}

function decidePublication(
  act: ActOf<"tariff-publish">,
  context: Context,
): Result<EventBody, Refusal> {
  const { registry, dateOf } = context;
  const approval = approve(act, registry);
  if (!approval.ok) return approval;
  const first = registry.tariffs.length === 0;
  const thisMonth = first ? monthOf(dateOf(act.at)) : latestMonth(act, context);
  const checked = checkPublication(act.tariff, registry.tariffs, thisMonth);
  if (!checked.ok) return checked;
  return ok({ kind: "tariff-published", tariff: act.tariff, approval: approval.value });
}

function decideWithdrawal(
  act: ActOf<"tariff-withdraw">,
  context: Context,
): Result<EventBody, Refusal> {
  const approval = approve(act, context.registry);
  if (!approval.ok) return approval;
  const checked = checkWithdrawal(act.tariff, context.registry.tariffs, latestMonth(act, context));
  if (!checked.ok) return checked;
  return ok({ kind: "tariff-withdrawn", tariff: act.tariff, approval: approval.value });
}

function consequencesOf(body: EventBody, at: EpochMs, context: Context): readonly Posting[] {
  if (body.kind === "card-issued") return claimCard(body, at, context);
  if (body.kind === "tariff-published")
    return payEarlierDeposits(body.tariff.validFrom, at, context);
  if (body.kind === "year-closed") return closingPostings(body, context);
  // The shekels of a closed year follow the fee charged.
  if (body.kind === "fee-accounts-imported") return reliefPostings(body.feeYear - 1, context);
  return [];
}

/** Of a station's deposits, and not of the station. */
/** What settings of stations say. */
const SETTINGS_OF_ALL: readonly EventBody["kind"][] = [
  "tariff-published",
  "tariff-withdrawn",
  "restored",
];

/** They name a station, and change nothing of what it works by. */
const OF_ONE_DEPOSIT: readonly EventBody["kind"][] = [
  "deposit-entered",
  "deposit-corrected",
  "deposit-disputed",
  "dispute-dismissed",
];

function noteChange(body: EventBody, { change }: Context): void {
  if (body.kind === "card-blocked") change.blocked = true;
  if (SETTINGS_OF_ALL.includes(body.kind)) change.settings = "all";
  const settings = change.settings;
  if (settings === "all" || !("station" in body) || OF_ONE_DEPOSIT.includes(body.kind)) return;
  settings.add(body.station);
}
