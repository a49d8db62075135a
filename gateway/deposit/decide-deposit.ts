import type { Deposit } from "#contract/deposit.ts";
import { REASONS, type Reason } from "#contract/receipt.ts";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import type { Account } from "../journal/account.ts";
import type { Weighing } from "../journal/deposit-events.ts";
import type { StreamTerms, TariffDocument } from "../journal/tariff-document.ts";
import {
  type GradedGrams,
  gramsOf,
  type Month,
  type MonthPart,
  type MonthTerms,
  monthWith,
  NO_GRAMS,
  worthOf,
} from "../month/month.ts";
import { monthTerms, pays, streamIn } from "../tariff/tariffs.ts";

/** A scale cannot tell less than this many of its divisions from nothing (OIML R 76). */
const MIN_DIVISIONS = 20;

/** What is known where a deposit is decided; fetched once, judged once. */
export type DepositFacts = {
  readonly chainRevoked: boolean;
  readonly weighing: Weighing | null;
  readonly cardBlocked: boolean;
  /** It lacks the proof that its card owes, or brings one that is not good for it. */
  readonly cardInDoubt: boolean;
  readonly holder: {
    readonly account: Account;
    /** Null for a card that nobody has claimed. */
    readonly members: number | null;
  };
  readonly relief: {
    /** The year for which it counts; null while nobody knows when it was weighed. */
    readonly year: number | null;
    /** True where its card found a household too late for that year. */
    readonly lapsed: boolean;
    /** True where the year's rule gives points for verified weights alone. */
    readonly verifiedOnly: boolean;
  };
  /** The one in force in the month of weighing. */
  readonly tariff: TariffDocument | null;
  /** The holder's month in this stream, without this deposit. */
  readonly month: Month;
};

/** What is known once nothing is in doubt. */
export type EarningFacts = Omit<
  DepositFacts,
  "chainRevoked" | "cardBlocked" | "cardInDoubt" | "weighing" | "relief"
> & {
  readonly relief: DepositFacts["relief"] & { readonly year: number };
};

export type Held = { readonly outcome: "held"; readonly reasons: readonly Reason<"held">[] };

export type Posted = {
  readonly outcome: "posted";
  readonly reasons: readonly Reason<"posted">[];
  readonly credited: MinorUnits;
  /** By the relief year for which they count. */
  readonly points: ReadonlyMap<number, MilliPoints>;
  /** What it adds to the month; null where it is recorded and uses nothing of the cap. */
  readonly part: MonthPart | null;
  /** The holder's month with this deposit in it. */
  readonly month: Month;
  /** The year for which its grams and points count. */
  readonly reliefYear: number;
};

/**
 * What a deposit earns: the difference that it makes to its month. Or why a person must look first.
 *
 * @see docs/LEDGER.md "What a deposit earns", docs/PROTOCOL.md "Receipt"
 */
export function decideDeposit(deposit: Deposit, facts: DepositFacts): Held | Posted {
  const held = reasonsToHold(deposit, facts);
  const { year } = facts.relief;
  if (held.length > 0 || year === null) return { outcome: "held", reasons: held };
  return earn(deposit, { ...facts, relief: { ...facts.relief, year } });
}

/** What it earns, where nobody has to look, or two people have looked. */
export function earn(deposit: Deposit, facts: EarningFacts): Posted {
  const terms = termsOf(deposit, facts);
  const reliefYear = facts.relief.year;
  const part = partOf(deposit, facts, terms);
  const month = part === null ? facts.month : monthWith(facts.month, part);
  const earned = terms === null ? nothingEarned() : difference(facts.month, month, terms);
  const reasons = reasonsPosted(deposit, facts, month);
  return { outcome: "posted", reasons, ...earned, part, month, reliefYear };
}

/** The tariff's terms for the holder's month; null where none is in force. */
function termsOf(
  { stream }: Pick<Deposit, "stream">,
  { tariff, holder }: Pick<DepositFacts, "tariff" | "holder">,
): MonthTerms | null {
  const terms = tariff === null ? undefined : streamIn(tariff, stream);
  if (tariff === null || terms === undefined) return null;
  return monthTerms(tariff, terms, holder.members);
}

function reasonsToHold(deposit: Deposit, facts: DepositFacts): Reason<"held">[] {
  const { chainRevoked, weighing, cardBlocked, cardInDoubt, tariff } = facts;
  const stream = tariff === null ? null : (streamIn(tariff, deposit.stream) ?? "unknown");
  const applies: Record<Reason<"held">, boolean> = {
    "chain-revoked": chainRevoked,
    "clock-implausible": weighing === null,
    "stream-not-accepted": stream === "unknown" || !isAttended(deposit, stream),
    "card-blocked": cardBlocked,
    "card-proof": cardInDoubt,
    "manual-entry": deposit.capture === "manual",
    "weight-implausible": stream !== "unknown" && isAboveMaximum(deposit, stream),
  };
  return REASONS.held.filter((reason) => applies[reason]);
}

const isAttended = (deposit: Deposit, stream: StreamTerms | null): boolean =>
  stream?.attendedOnly !== true || deposit.attendant !== null;

const isAboveMaximum = ({ net }: Deposit, stream: StreamTerms | null): boolean =>
  stream?.maxGrams !== undefined && net > stream.maxGrams;

function reasonsPosted(deposit: Deposit, facts: EarningFacts, month: Month): Reason<"posted">[] {
  const terms = termsOf(deposit, facts);
  const paid = terms !== null && pays(terms);
  const { a, b } = gramsOf(month);
  const applies: Record<Reason<"posted">, boolean> = {
    "below-minimum": isBelowMinimum(deposit, facts),
    "grade-c": deposit.grade === "C",
    "over-cap": paid && isPayable(deposit, facts) && terms.cap !== null && a + b > terms.cap,
    "unverified-scale": lacksVerification(deposit, facts),
    "not-paid": !paid,
    "struck-out": false,
    unclaimed: facts.holder.members === null,
  };
  return REASONS.posted.filter((reason) => applies[reason]);
}

function isBelowMinimum(
  { stream, net, scale }: Deposit,
  { tariff }: Pick<DepositFacts, "tariff">,
): boolean {
  const minimum = tariff === null ? undefined : streamIn(tariff, stream)?.minGrams;
  return net < (minimum ?? 0) || net < MIN_DIVISIONS * (scale?.division ?? 0);
}

const isPayable = (deposit: Deposit, facts: EarningFacts): boolean =>
  deposit.grade !== "C" && !isBelowMinimum(deposit, facts);

const lacksVerification = ({ scale }: Deposit, { tariff, relief }: EarningFacts): boolean =>
  (tariff?.verifiedScaleDemanded === true || relief.verifiedOnly) && scale?.verified !== true;

/** What the deposit adds to its month; null where it is recorded and uses nothing of the cap. */
function partOf(deposit: Deposit, facts: EarningFacts, terms: MonthTerms | null): MonthPart | null {
  const { year: reliefYear, lapsed } = facts.relief;
  if (terms === null || !pays(terms) || !isPayable(deposit, facts)) return null;
  const grams = gradedGrams(deposit);
  const points = lapsed || lacksVerification(deposit, facts) ? NO_GRAMS : grams;
  return { reliefYear, credit: grams, points };
}

const UNPAID: readonly Reason<"posted">[] = ["below-minimum", "grade-c", "not-paid"];

/** Did what was posted for these reasons add its grams to its month? */
export const isPaid = (reasons: readonly string[]): boolean =>
  !UNPAID.some((one) => reasons.includes(one));

/** What is not inspected counts as grade A. */
export const gradedGrams = ({ net, grade }: Pick<Deposit, "net" | "grade">): GradedGrams =>
  grade === "B" ? { a: Grams(0), b: net } : { a: net, b: Grams(0) };

const nothingEarned = () => ({ credited: MinorUnits(0), points: new Map<number, MilliPoints>() });

/** What a month is worth more than it was. */
export function difference(before: Month, after: Month, terms: MonthTerms) {
  const [was, is] = [worthOf(before, terms), worthOf(after, terms)];
  const points = new Map<number, MilliPoints>();
  for (const year of new Set([...was.points.keys(), ...is.points.keys()])) {
    const more = (is.points.get(year) ?? 0) - (was.points.get(year) ?? 0);
    if (more !== 0) points.set(year, MilliPoints(more));
  }
  return { credited: MinorUnits(is.credit - was.credit), points };
}

/** Sum over the relief years: what a receipt shows. */
export const totalPoints = (points: ReadonlyMap<number, MilliPoints>): MilliPoints =>
  MilliPoints([...points.values()].reduce((sum, one) => sum + one, 0));
