import { assert } from "#contract/assert.ts";
import type { Slug } from "#contract/ids.ts";
import { type EpochMs, MilliPoints, MinorUnits } from "#contract/units.ts";
import { difference, earn, totalPoints } from "../../deposit/decide-deposit.ts";
import { binAccount, cardOf, gramsAsset, householdOf } from "../../journal/account.ts";
import { monthOf } from "../../journal/calendar.ts";
import { issuePostings, type Posting, transfer } from "../../ledger/posting.ts";
import { gramsOf, monthWithout, NO_GRAMS } from "../../month/month.ts";
import { membersIn } from "../../registry/registry.ts";
import { reliefYearOf } from "../../relief/relief.ts";
import { monthTerms, streamIn, tariffIn } from "../../tariff/tariffs.ts";
import type { Context } from "./context.ts";
import { reliefFactsOf } from "./decide-entry.ts";
import type { MonthKey } from "./ledger-writer.ts";
import type { Standing } from "./standing-table.ts";

/** What one holder gets or gives back, for one stream. */
type Moved = {
  readonly stream: string;
  readonly holder: string;
  readonly credited: MinorUnits;
  readonly points: ReadonlyMap<number, MilliPoints>;
};

export type Recount = {
  readonly standing: Standing;
  readonly moved: readonly Moved[];
  readonly postings: readonly Posting[];
};

type Change = {
  readonly before: Standing | null;
  readonly after: Omit<Standing, "part" | "month">;
  /** In whose bins its grams are. */
  readonly station: Slug;
  readonly receivedAt: EpochMs;
  readonly decidedAt: EpochMs;
};

/** Takes the deposit out of its month as it was, and puts it into its month as it is. */
export function countAnew(change: Change, context: Context): Recount {
  const { before, after, station, receivedAt, decidedAt } = change;
  const year = yearToTellIn(before, after, { arrivedAt: receivedAt, decidedAt }, context);
  const taken = before === null ? NOTHING : takeOut(before, { station, year, receivedAt }, context);
  const given = after.struckOut
    ? { ...NOTHING, standing: struckOut(after) }
    : putIn(after, { station, year, receivedAt }, context);
  return {
    standing: given.standing,
    moved: [...taken.moved, ...given.moved],
    postings: [...taken.postings, ...given.postings],
  };
}

const NOTHING: Omit<Recount, "standing"> = { moved: [], postings: [] };

/** As long as the year for which it counts is open, that one; later the one that is open then. */
function yearToTellIn(
  before: Standing | null,
  { deposit, weighing }: Change["after"],
  times: { readonly arrivedAt: EpochMs; readonly decidedAt: EpochMs },
  context: Context,
): number | null {
  const year = before?.verdict.reliefYear ?? null;
  if (year !== null && !context.registry.relief.closed.has(year)) return year;
  return deposit === null ? null : reliefFactsOf(deposit, { weighing, ...times }, context).year;
}

function struckOut(after: Change["after"]): Standing {
  const { holder } = after.verdict;
  const nothing = { credited: MinorUnits(0), points: MilliPoints(0), reliefYear: null };
  const verdict = { outcome: "posted" as const, reasons: ["struck-out"], holder, ...nothing };
  return { ...after, verdict, part: null, month: null };
}

type Told = {
  readonly station: string;
  readonly year: number | null;
  readonly receivedAt: EpochMs;
};

/** Points of a closed year on a card that nobody had claimed: they stay on it, and are never changed. */
function areLost(
  holder: string,
  { weighed, receivedAt }: { readonly weighed: string; readonly receivedAt: EpochMs },
  { registry, dateOf }: Context,
): boolean {
  const year = reliefYearOf(weighed, dateOf(receivedAt), registry.relief.rules);
  return cardOf(holder) !== null && registry.relief.closed.has(year);
}

function takeOut(before: Standing, to: Told, context: Context): Omit<Recount, "standing"> {
  const { station, year, receivedAt } = to;
  const { deposit, weighing, verdict, part } = before;
  const { holder, reliefYear } = verdict;
  const counted = deposit !== null && weighing !== null && holder !== null && reliefYear !== null;
  if (!counted) return NOTHING;
  const { stream, net } = deposit;
  const key = { holder, month: monthOf(weighing.date), stream };
  const tellIn = year ?? reliefYear;
  context.ledger.record(key, tellIn, { grams: -net, deposits: -1 });
  const back = transfer(gramsAsset(stream), net, binAccount(station, stream), holder);
  const terms = termsOf(key, context);
  if (part === null || terms === null) return { moved: [], postings: back };
  const month = context.ledger.month(key);
  const lost = areLost(holder, { weighed: weighing.date, receivedAt }, context);
  const leaves = lost ? { ...part, points: NO_GRAMS } : part;
  const without = monthWithout(month, leaves, tellIn);
  context.ledger.setMonth(key, without);
  const moved = { stream, holder, ...difference(month, without, terms) };
  return { moved: [moved], postings: [...back, ...issuePostings(moved, context.credit)] };
}

function putIn(
  after: Change["after"],
  { station, year, receivedAt }: Told,
  context: Context,
): Recount {
  const { deposit, weighing, verdict } = after;
  const { holder } = verdict;
  assert(deposit !== null && weighing !== null && holder !== null, "what counts is known");
  const { stream, net } = deposit;
  const key = { holder, month: monthOf(weighing.date), stream };
  assert(year !== null, "what is dated counts for a year");
  const times = { weighing, arrivedAt: receivedAt, decidedAt: receivedAt };
  const relief = reliefFactsOf(deposit, times, context);
  const earned = earn(deposit, {
    relief: { ...relief, year, lapsed: relief.lapsed && !after.given },
    holder: { account: holder, members: membersOf(key, context) },
    tariff: tariffIn(key.month, context.registry.tariffs),
    month: context.ledger.month(key),
  });
  const { credited, points, reasons, month, part, reliefYear } = earned;
  context.ledger.setMonth(key, month);
  context.ledger.record(key, reliefYear, { grams: net, deposits: 1 });
  const moved = { stream, holder, credited, points };
  const there = transfer(gramsAsset(stream), net, holder, binAccount(station, stream));
  const decided = { outcome: "posted" as const, reasons: [...reasons], holder, reliefYear };
  return {
    standing: {
      ...after,
      verdict: { ...decided, credited, points: totalPoints(points) },
      part,
      month: gramsOf(month),
    },
    moved: [moved],
    postings: [...there, ...issuePostings(moved, context.credit)],
  };
}

function termsOf(key: MonthKey, context: Context) {
  const tariff = tariffIn(key.month, context.registry.tariffs);
  const stream = tariff === null ? undefined : streamIn(tariff, key.stream);
  if (tariff === null || stream === undefined) return null;
  return monthTerms(tariff, stream, membersOf(key, context));
}

function membersOf({ holder, month }: MonthKey, { registry }: Context): number | null {
  const household = cardOf(holder) === null ? householdOf(holder) : null;
  return household === null ? null : membersIn(registry, household, month);
}
