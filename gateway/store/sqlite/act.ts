import { fail, ok, type Result } from "#contract/result.ts";
import { EpochMs } from "#contract/units.ts";
import { monthOf } from "../../journal/calendar.ts";
import type { EventBody } from "../../journal/event.ts";
import type { Posting } from "../../ledger/posting.ts";
import type { Act, Refusal } from "../../registry/act.ts";
import { decideAct } from "../../registry/decide.ts";
import { checkPublication } from "../../tariff/tariffs.ts";
import type { ActReport } from "../store.ts";
import { claimCard } from "./claim-card.ts";
import type { Context } from "./context.ts";
import { payEarlierDeposits } from "./first-tariff.ts";

/** One act, decided by what is known, appended as one event with all that it posts. */
export function perform(act: Act, context: Context): Result<ActReport, Refusal> {
  const decision = decide(act, context);
  if (!decision.ok) return decision;
  const body = decision.value;
  const position = context.append(act.at, act.actor, body);
  const postings = consequencesOf(body, act.at, context);
  context.ledger.post(position, context.dateOf(act.at), postings);
  noteChange(body, context);
  return ok({ position, text: reportOf(body) });
}

function decide(act: Act, { registry, dateOf, facts }: Context): Result<EventBody, Refusal> {
  if (act.kind !== "tariff-publish") return decideAct(act, registry);
  // A station's clock may be ahead: what it weighed in a month must find that month's tariff.
  const aheadMs = registry.tariffs.length === 0 ? 0 : facts.clockLimits.aheadMs;
  const thisMonth = monthOf(dateOf(EpochMs(act.at + aheadMs)));
  const checked = checkPublication(act.tariff, registry.tariffs, thisMonth);
  return checked.ok ? ok({ kind: "tariff-published", tariff: act.tariff }) : fail(checked.problem);
}

function consequencesOf(body: EventBody, at: EpochMs, context: Context): readonly Posting[] {
  if (body.kind === "card-issued") return claimCard(body, at, context);
  if (body.kind === "tariff-published") return payEarlierDeposits(body.tariff.validFrom, context);
  return [];
}

function noteChange(body: EventBody, { change }: Context): void {
  if (body.kind === "card-blocked") change.blocked = true;
  if (body.kind === "tariff-published" || body.kind === "restored") change.settings = "all";
  const settings = change.settings;
  if (settings === "all" || !("station" in body)) return;
  settings.add(body.station);
}

function reportOf(body: EventBody): string {
  switch (body.kind) {
    case "station-enrolled":
      return `Station ${body.station} is enrolled with chain ${body.chain}.`;
    case "chain-requested":
      return `Station ${body.station} asks for chain ${body.chain}.`;
    case "chain-approved":
      return `Chain ${body.chain} is number ${body.number} of station ${body.station}.`;
    case "station-revoked":
      return `Station ${body.station}: revoked ${body.chains.join(", ")}; what comes later is held.`;
    case "household-added":
      return `Household ${body.household} is added with ${body.members} members.`;
    case "card-issued":
      return `Card ${body.card} now belongs to household ${body.household}.`;
    case "card-blocked":
      return `Card ${body.card} is blocked.`;
    case "tariff-published":
      return `Tariff ${body.tariff.id} is published; it begins with ${body.tariff.validFrom}.`;
    case "restored":
      return `Restored from a backup of ${body.since}.`;
    case "entry-received":
    case "entry-dated":
      return "";
  }
}
