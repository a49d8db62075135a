import type { Deposit } from "#contract/deposit.ts";
import type { Slug } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import { type DepositFacts, gradedGrams, isPaid } from "../../deposit/decide-deposit.ts";
import { cardOf, householdAccount, householdOf } from "../../journal/account.ts";
import { monthOf } from "../../journal/calendar.ts";
import { type MonthPart, NO_GRAMS } from "../../month/month.ts";
import { claimedAfter, claimerOf, membersIn } from "../../registry/registry.ts";
import { claimedFor } from "../../relief/open-year.ts";
import { reliefYearOf } from "../../relief/relief.ts";
import type { Context } from "./context.ts";
import { holderOf } from "./decide-entry.ts";
import type { EntryRecord } from "./entry-table.ts";
import type { FoundDeposit } from "./find-deposit.ts";
import type { Standing } from "./standing-table.ts";

/** The deposit as it counts now; null where nothing of it could be read and nobody has decided. */
export function standingOf(found: FoundDeposit, context: Context): Standing | null {
  const decided = standingAt(found.position, context);
  if (decided !== null) return decided;
  const { entry, record } = found;
  if (entry === null) return null;
  if (record === null) return { ...UNDECIDED, deposit: entry.data };
  const { verdict, weighing, month } = record;
  const deposit = entry.data;
  const part = partOf(deposit, record);
  return afterClaims(
    { deposit, weighing, verdict, part, month, struckOut: false, given: false },
    found.receivedAt,
    context,
  );
}

/** What people have decided about the deposit that an event brought; null where they have not. */
export function standingAt(position: number, context: Context): Standing | null {
  const decided = context.standings.find(position);
  if (decided === null) return null;
  const receivedAt = EpochMs(Date.parse(context.journal.read(position).at));
  return afterClaims(decided, receivedAt, context);
}

const UNDECIDED: Omit<Standing, "deposit"> = {
  weighing: null,
  verdict: {
    outcome: "held",
    reasons: [],
    holder: null,
    credited: null,
    points: null,
    reliefYear: null,
  },
  part: null,
  month: null,
  struckOut: false,
  given: false,
};

/** What its first decision added to its month, told from its reasons. */
function partOf(deposit: Deposit, { verdict }: EntryRecord): MonthPart | null {
  const { outcome, reasons, reliefYear } = verdict;
  if (outcome !== "posted" || reliefYear === null || !isPaid(reasons)) return null;
  const credit = gradedGrams(deposit);
  const points = reasons.includes("unverified-scale") ? NO_GRAMS : credit;
  return { reliefYear, credit, points };
}

/**
 * What a card earned before anyone held it is by now its first household's: told of in the year of the
 * claim, and without its points, where the card was claimed too late for the year that its arrival met.
 */
function afterClaims(it: Standing, arrivedAt: EpochMs, context: Context): Standing {
  const { registry, dateOf } = context;
  const { deposit, weighing, verdict } = it;
  const { holder, reliefYear: year } = verdict;
  const card = it.given ? null : (deposit?.card ?? null);
  if (card === null || weighing === null || holder === null || year === null) return it;
  const claimed = claimedAfter(registry, card, EpochMs(Date.parse(weighing.time)));
  const claimer = claimerOf(registry, card);
  const moved = cardOf(holder) !== null && claimer !== null;
  const now = moved ? householdAccount(claimer) : holder;
  if (claimed === null) return { ...it, verdict: { ...verdict, holder: now } };
  const dates = { weighed: weighing.date, claimed: dateOf(claimed) };
  const came = reliefYearOf(weighing.date, dateOf(arrivedAt), registry.relief.rules);
  const { lapsed } = claimedFor(came, dates, registry.relief);
  const reliefYear = moved ? claimedFor(year, dates, registry.relief).reliefYear : year;
  const points = lapsed ? NO_GRAMS : it.part?.points;
  const part = it.part && { ...it.part, reliefYear, points: points ?? it.part.points };
  return { ...it, verdict: { ...verdict, holder: now, reliefYear }, part };
}

/** Who earns by a deposit that people decide about: whom they name, whose it was, its card's holder. */
export function holderOfStanding(
  { deposit, weighing, verdict }: Pick<Standing, "deposit" | "weighing" | "verdict">,
  named: Slug | undefined,
  context: Context,
): DepositFacts["holder"] | null {
  if (deposit === null || weighing === null) return null;
  const household = named ?? householdOf(verdict.holder ?? "");
  if (household === null) {
    return deposit.card === null ? null : holderOf(deposit, weighing, context);
  }
  const members = membersIn(context.registry, household, monthOf(weighing.date));
  return { account: householdAccount(household), members };
}
