import type { CardId } from "#contract/ids.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { type EpochMs, MinorUnits } from "#contract/units.ts";
import { decideClaim, type UnclaimedMonth } from "../../deposit/claim.ts";
import {
  type Account,
  householdAccount,
  partsOfAsset,
  unclaimedAccount,
} from "../../journal/account.ts";
import { monthOf } from "../../journal/calendar.ts";
import type { EventBody } from "../../journal/event.ts";
import { earningPostings, type Posting } from "../../ledger/posting.ts";
import type { Act, Refusal } from "../../registry/act.ts";
import { decideAct } from "../../registry/decide.ts";
import { membersIn } from "../../registry/registry.ts";
import { checkPublication, monthTerms, streamIn, tariffIn } from "../../tariff/tariffs.ts";
import type { ActReport } from "../store.ts";
import type { Context } from "./context.ts";
import { storedDeposit } from "./date-waiting.ts";
import { decideWeighed } from "./decide-entry.ts";
import { depositRowOf } from "./deposit-row.ts";
import type { EntryRecord } from "./entry-table.ts";
import { holderNow } from "./outcome.ts";
import { int, text } from "./row.ts";

const ZERO = MinorUnits(0);

/** One act, decided by what is known, appended as one event with all that it posts. */
export function perform(act: Act, context: Context): Result<ActReport, Refusal> {
  const decision = decide(act, context);
  if (!decision.ok) return decision;
  const body = decision.value;
  const position = context.append(act.at, act.actor, body);
  const postings = consequencesOf(body, act.at, context);
  if (postings.length > 0) context.ledger.post(position, context.dateOf(act.at), postings);
  noteChange(body, context);
  return ok({ position, text: reportOf(body) });
}

function decide(act: Act, { registry, dateOf }: Context): Result<EventBody, Refusal> {
  if (act.kind !== "tariff-publish") return decideAct(act, registry);
  const checked = checkPublication(act.tariff, registry.tariffs, monthOf(dateOf(act.at)));
  return checked.ok ? ok({ kind: "tariff-published", tariff: act.tariff }) : fail(checked.problem);
}

function consequencesOf(body: EventBody, at: EpochMs, context: Context): readonly Posting[] {
  if (body.kind === "card-issued") return claim(body.card, body.household, at, context);
  if (body.kind === "tariff-published") return payEarlierDeposits(body.tariff.validFrom, context);
  return [];
}

/** The card's earlier deposits become its household's, as if they had always been. */
function claim(card: CardId, household: string, at: EpochMs, context: Context): readonly Posting[] {
  const [from, to] = [unclaimedAccount(card), householdAccount(household)];
  const months = unclaimedMonths(from, to, household, context);
  const on = context.dateOf(at);
  const grams = gramsHeldBy(from, context);
  const { credit } = context;
  const claimed = decideClaim({ card: from, household: to, grams, months, on, credit });
  for (const { month, stream, unclaimed, household: merged } of claimed.months) {
    context.ledger.setMonth({ holder: from, month, stream }, unclaimed);
    context.ledger.setMonth({ holder: to, month, stream }, merged);
  }
  moveRecorded(from, to, context);
  return claimed.postings;
}

function unclaimedMonths(
  from: Account,
  to: Account,
  household: string,
  { db, ledger, registry }: Context,
): readonly UnclaimedMonth[] {
  const rows = db.prepare("SELECT DISTINCT month, stream FROM month WHERE holder = ?").all(from);
  return rows.flatMap((row) => {
    const [month, stream] = [text(row, "month"), text(row, "stream")];
    const tariff = tariffIn(month, registry.tariffs);
    const terms = tariff === null ? undefined : streamIn(tariff, stream);
    if (tariff === null || terms === undefined) return [];
    const unclaimed = ledger.month({ holder: from, month, stream });
    const householdMonth = ledger.month({ holder: to, month, stream });
    const unclaimedTerms = monthTerms(tariff, terms, null);
    const householdTerms = monthTerms(tariff, terms, membersIn(registry, household, month));
    return [
      { month, stream, unclaimed, household: householdMonth, unclaimedTerms, householdTerms },
    ];
  });
}

function gramsHeldBy(account: Account, { db }: Context) {
  const rows = db
    .prepare(`
      SELECT asset.name AS asset, amount FROM balance
      JOIN account ON account.id = account JOIN asset ON asset.id = asset
      WHERE account.name = ?`)
    .all(account);
  return rows
    .map((row) => ({ asset: text(row, "asset"), amount: int(row, "amount") }))
    .filter(({ asset }) => partsOfAsset(asset).code === "G");
}

function moveRecorded(from: Account, to: Account, { db, ledger }: Context): void {
  for (const row of db.prepare("SELECT * FROM recorded WHERE holder = ?").all(from)) {
    const key = { month: text(row, "month"), stream: text(row, "stream") };
    const [grams, deposits] = [int(row, "grams"), int(row, "deposits")];
    ledger.record({ holder: to, ...key }, { grams, deposits });
    ledger.record({ holder: from, ...key }, { grams: -grams, deposits: -deposits });
  }
}

/** A scheme's first tariff may begin with the current month: its earlier deposits are decided anew. */
function payEarlierDeposits(validFrom: string, context: Context): readonly Posting[] {
  return context.entries
    .unpaidSince(`${validFrom}-01`)
    .flatMap((record) => decideUnpaidAnew(record, context));
}

function decideUnpaidAnew(record: EntryRecord, context: Context): readonly Posting[] {
  const { entry, chain, receivedAt } = storedDeposit(record, context);
  const { weighing, verdict } = record;
  const holder = holderNow(record, context) ?? "";
  const { stream, net } = entry.data;
  const key = { holder, stream, month: monthOf(weighing?.date ?? "") };
  context.ledger.record(key, { grams: -net, deposits: -1 });
  const { station } = chain;
  const weighed = { entry, station, chainRevoked: false, arrivedAt: receivedAt, weighing };
  const decided = decideWeighed(weighed, context);
  const anew = { ...record, verdict: decided.verdict, month: decided.month };
  context.entries.decideAnew(anew);
  context.change.deposits.push(depositRowOf(anew, { entry, chain, receivedAt }, context));
  const earlier = earningPostings(
    { station, stream, holder, net, credited: verdict.credited ?? ZERO, points: new Map() },
    context.credit,
  );
  return [...decided.postings, ...earlier.map((one) => ({ ...one, amount: -one.amount }))];
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
