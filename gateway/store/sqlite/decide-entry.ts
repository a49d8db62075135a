import type { Deposit } from "#contract/deposit.ts";
import type { DepositEntry } from "#contract/entry.ts";
import { EpochMs } from "#contract/units.ts";
import { type DepositFacts, decideDeposit, totalPoints } from "../../deposit/decide-deposit.ts";
import { householdAccount, unclaimedAccount } from "../../journal/account.ts";
import { monthOf, yearOf } from "../../journal/calendar.ts";
import type { Verdict, Weighing } from "../../journal/deposit-events.ts";
import { earningPostings, type Posting } from "../../ledger/posting.ts";
import { gramsOf } from "../../month/month.ts";
import {
  claimedAfter,
  claimerOf,
  holderAt,
  isBlockedAt,
  membersIn,
} from "../../registry/registry.ts";
import { claimedFor, countsFor } from "../../relief/open-year.ts";
import { reliefYearOf } from "../../relief/relief.ts";
import { ruleIn } from "../../relief/rules.ts";
import { tariffIn } from "../../tariff/tariffs.ts";
import type { Context } from "./context.ts";
import type { EntryRecord } from "./entry-table.ts";
import type { MonthKey } from "./ledger-writer.ts";

/** A deposit with what its decision needs to know beside its month. */
export type Weighed = {
  readonly entry: DepositEntry;
  readonly station: string;
  readonly chainRevoked: boolean;
  readonly arrivedAt: EpochMs;
  /** Later than the arrival where it waited for a clock, or for a tariff. */
  readonly decidedAt: EpochMs;
  readonly weighing: Weighing | null;
  /** False where that was settled when it was first decided. */
  readonly cardInDoubt: boolean;
};

/** What was decided, and what has to be posted for it; its month is in the ledger writer already. */
export type Decided = {
  readonly verdict: Verdict;
  readonly month: EntryRecord["month"];
  readonly postings: readonly Posting[];
};

/** Facts are fetched once, decided once and recorded once, within the transaction that commits them. */
export function decideWeighed(weighed: Weighed, context: Context): Decided {
  const { entry, station, weighing } = weighed;
  const deposit = entry.data;
  const holder = holderOf(deposit, weighing, context);
  const key = monthKeyOf(deposit, weighing, holder.account);
  const decision = decideDeposit(deposit, factsOf(weighed, holder, key, context));
  if (decision.outcome === "held") return withoutCredit("held", decision.reasons);
  const { credited, points, reasons, month, reliefYear } = decision;
  if (key !== null) {
    context.ledger.setMonth(key, month);
    context.ledger.record(key, reliefYear, { grams: deposit.net, deposits: 1 });
  }
  const { stream, net } = deposit;
  const earning = { station, stream, holder: holder.account, net, credited, points };
  return {
    verdict: {
      outcome: "posted",
      reasons: [...reasons],
      holder: holder.account,
      credited,
      points: totalPoints(points),
      reliefYear,
    },
    month: gramsOf(month),
    postings: earningPostings(earning, context.credit),
  };
}

/** Held, refused, or an entry of another kind. */
export function withoutCredit(outcome: Verdict["outcome"], reasons: readonly string[]): Decided {
  const nothing = { holder: null, credited: null, points: null, reliefYear: null };
  return { verdict: { outcome, reasons: [...reasons], ...nothing }, month: null, postings: [] };
}

function factsOf(
  { chainRevoked, arrivedAt, decidedAt, weighing, cardInDoubt, entry }: Weighed,
  holder: DepositFacts["holder"],
  key: MonthKey | null,
  context: Context,
): DepositFacts {
  const { registry, ledger } = context;
  const { card } = entry.data;
  const time = weighing === null ? null : EpochMs(Date.parse(weighing.time));
  return {
    chainRevoked,
    weighing,
    cardBlocked: card !== null && time !== null && isBlockedAt(registry, card, time),
    cardInDoubt,
    relief: reliefFactsOf(entry.data, { weighing, arrivedAt, decidedAt }, context),
    holder,
    tariff: weighing === null ? null : tariffIn(monthOf(weighing.date), registry.tariffs),
    month: key === null ? [] : ledger.month(key),
  };
}

/** For which year it counts, and under what terms. */
export function reliefFactsOf(
  deposit: Deposit,
  when: Pick<Weighed, "weighing" | "arrivedAt" | "decidedAt">,
  context: Context,
): DepositFacts["relief"] {
  const { weighing, arrivedAt, decidedAt } = when;
  if (weighing === null) return { year: null, lapsed: false, verifiedOnly: false };
  const { dateOf, registry } = context;
  const { date: weighed } = weighing;
  const dates = { weighed, arrived: dateOf(arrivedAt), decided: dateOf(decidedAt) };
  const year = countsFor(dates, registry.relief);
  const claimed = claimedDateOf(deposit, weighing, context);
  // Whether its card was claimed in time goes by when it came, however late it is decided.
  const came = reliefYearOf(weighed, dates.arrived, registry.relief.rules);
  const late = claimed !== null && claimedFor(came, { weighed, claimed }, registry.relief).lapsed;
  const unclaimed = deposit.card !== null && claimerOf(registry, deposit.card) === null;
  const lapsed = late || (unclaimed && registry.relief.closed.has(came));
  const { verifiedScaleDemanded } = ruleIn(yearOf(weighed), registry.relief.rules);
  return { year, lapsed, verifiedOnly: verifiedScaleDemanded };
}

/** Local date on which a deposit's card found a household, if that was after the weighing; else null. */
export function claimedDateOf(
  { card }: Deposit,
  weighing: Weighing,
  { registry, dateOf }: Context,
): string | null {
  if (card === null) return null;
  const claimed = claimedAfter(registry, card, EpochMs(Date.parse(weighing.time)));
  return claimed === null ? null : dateOf(claimed);
}

/** Who earns: the household that held the card when it was weighed, or the card itself. */
export function holderOf(
  { card }: Deposit,
  weighing: Weighing | null,
  { registry }: Context,
): DepositFacts["holder"] {
  if (card === null || weighing === null) return { account: "", members: null };
  const household = holderAt(registry, card, EpochMs(Date.parse(weighing.time)));
  if (household === null) return { account: unclaimedAccount(card), members: null };
  const members = membersIn(registry, household, monthOf(weighing.date));
  return { account: householdAccount(household), members };
}

export function monthKeyOf(
  { stream }: Deposit,
  weighing: Weighing | null,
  holder: string,
): MonthKey | null {
  return weighing === null ? null : { holder, month: monthOf(weighing.date), stream };
}
