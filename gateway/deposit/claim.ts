import type { Slug } from "#contract/ids.ts";
import type { Account, Asset } from "../journal/account.ts";
import { balanced, issuePostings, type Posting, transfer } from "../ledger/posting.ts";
import {
  type Month,
  type MonthPart,
  type MonthTerms,
  monthWith,
  NO_GRAMS,
} from "../month/month.ts";
import { claimedFor, type ReliefCalendar } from "../relief/open-year.ts";
import { difference } from "./decide-deposit.ts";

/** One stream and month that a card earned in before anyone claimed it. */
export type UnclaimedMonth = {
  readonly month: string;
  readonly stream: Slug;
  readonly unclaimed: Month;
  readonly household: Month;
  readonly unclaimedTerms: MonthTerms;
  readonly householdTerms: MonthTerms;
};

export type ClaimedMonth = {
  readonly month: string;
  readonly stream: Slug;
  readonly unclaimed: Month;
  readonly household: Month;
};

/**
 * A card finds its household: its earlier deposits count in the household's months as if they had
 * always been its own, and the card's own account is emptied. Points of a year whose cut-off has
 * passed stay where they are: they have lapsed.
 *
 * @param claim.grams what the card's account holds of each asset of grams (never above zero)
 * @param claim.on local date of the claim
 */
export function decideClaim(claim: {
  readonly card: Account;
  readonly household: Account;
  readonly grams: readonly { readonly asset: Asset; readonly amount: number }[];
  readonly months: readonly UnclaimedMonth[];
  readonly on: string;
  readonly calendar: ReliefCalendar;
  readonly credit: Asset;
}): { readonly postings: readonly Posting[]; readonly months: readonly ClaimedMonth[] } {
  const { card, household, credit } = claim;
  const moved = claim.grams.flatMap(({ asset, amount }) =>
    transfer(asset, amount, card, household),
  );
  const merged = claim.months.map((before) => ({ before, after: mergedMonth(before, claim) }));
  const earned = merged.flatMap(({ before, after }) => {
    const { stream } = before;
    const taken = difference(before.unclaimed, after.unclaimed, before.unclaimedTerms);
    const given = difference(before.household, after.household, before.householdTerms);
    return [
      ...issuePostings({ stream, holder: card, ...taken }, credit),
      ...issuePostings({ stream, holder: household, ...given }, credit),
    ];
  });
  return { postings: balanced([...moved, ...earned]), months: merged.map(({ after }) => after) };
}

function mergedMonth(
  before: UnclaimedMonth,
  { on: claimed, calendar }: { readonly on: string; readonly calendar: ReliefCalendar },
): ClaimedMonth {
  const { month, stream, unclaimed, household } = before;
  const going = (part: MonthPart) =>
    claimedFor(part.reliefYear, { weighed: `${month}-01`, claimed }, calendar);
  const stays = unclaimed
    .filter((part) => going(part).lapsed)
    .map((part) => ({ ...part, credit: NO_GRAMS }));
  const goes = unclaimed.map((part): MonthPart => {
    const { reliefYear, lapsed } = going(part);
    return { ...part, reliefYear, points: lapsed ? NO_GRAMS : part.points };
  });
  return { month, stream, unclaimed: stays, household: goes.reduce(monthWith, household) };
}
