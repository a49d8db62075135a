import { decimalOf, kilogramsOf } from "#contract/decimal.ts";
import type { ReliefStatement, ReliefYear } from "#contract/relief-statement.ts";
import type { Grams } from "#contract/units.ts";
import { slipIdOf } from "../journal/deposit-id.ts";
import type { DepositRow } from "../store/deposit-row.ts";
import type { DisputeRow, NamedDeposit } from "../store/dispute-row.ts";
import { type EnteredRow, LISTED, type YearReview } from "../store/year-review.ts";

/** Something of a year for people to look at before it is closed. */
export type Matter = {
  readonly code:
    | ("held" | "disputed" | "late" | "unverified-scale" | "manual-entry" | "unclaimed")
    | ("earlier-years" | "no-fee-account");
  readonly title: string;
  readonly count: number;
  /** A line each, for the first of them. */
  readonly first: readonly string[];
};

/** The review list, the most urgent first; also where there is none of a kind. */
export function mattersOf(year: ReliefYear, review: YearReview): readonly Matter[] {
  const { held, disputed, late, unverified, entered, unclaimed } = review;
  const earlier = year.statements.flatMap(earlierLines);
  const homeless = year.statements.filter(({ fee }) => fee === null);
  const of = (deposits: YearReview["held"]) => ({
    count: deposits.count,
    first: deposits.first.map((row) => depositLine(year.scheme, row)),
  });
  return [
    { code: "held", title: "Held deposits, which count for nothing", ...of(held) },
    {
      code: "disputed",
      title: "Disputed deposits, which do not keep the year from being closed",
      count: disputed.count,
      first: disputed.first.map(disputeLine),
    },
    {
      code: "late",
      title: "Deposits that came too late, and count for a later year",
      count: late.count,
      first: late.first.map((row) => `${namedLine(row)}  counts for ${row.reliefYear}`),
    },
    {
      code: "unverified-scale",
      title: "Deposits without points, from an unverified scale",
      ...of(unverified),
    },
    {
      code: "manual-entry",
      title: "Deposits entered by hand from slips",
      count: entered.count,
      first: entered.first.map((row) => enteredLine(year.scheme, row)),
    },
    {
      code: "unclaimed",
      title: "Cards without a household, whose points lapse",
      count: unclaimed.count,
      first: unclaimed.first.map(({ card, points }) => `${card}  ${decimalOf(points, 3)} points`),
    },
    {
      code: "earlier-years",
      title: "Lines of earlier years, which came too late for them",
      ...listed(earlier),
    },
    {
      code: "no-fee-account",
      title: "Households without a fee account",
      ...listed(homeless.map(({ household }) => household)),
    },
  ];
}

const listed = (lines: readonly string[]) => ({
  count: lines.length,
  first: lines.slice(0, LISTED),
});

const earlierLines = ({ household, lines }: ReliefStatement): readonly string[] =>
  lines
    .filter(({ late }) => late)
    .map(({ month, stream, milliPoints }) => {
      return `${household}  ${month} ${stream}  ${decimalOf(milliPoints, 3)} points`;
    });

const disputeLine = (row: DisputeRow): string =>
  `${namedLine(row)}  since ${row.since.slice(0, 10)}: ${row.reason}`;

const namedLine = ({ deposit, date, bag }: NamedDeposit): string =>
  `${deposit}  ${date ?? "undated"}  ${bag === null ? "unreadable" : weightOf(bag)}`;

const weightOf = ({ stream, net }: { readonly stream: string; readonly net: Grams }): string =>
  `${stream} ${kilogramsOf(net)}`;

function depositLine(scheme: string, row: DepositRow): string {
  const { station, chainNumber, seq, date, reasons } = row;
  const id = `${scheme}/${station}/${chainNumber}/${seq}`;
  return `${id}  ${date ?? "undated"}  ${weightOf(row)}  ${reasons.join(", ")}`;
}

function enteredLine(scheme: string, row: EnteredRow): string {
  const { date, stream, net, holder, reasons, actor, approver, reason } = row;
  const by = approver === null ? actor : `${actor} and ${approver}`;
  const notes = reasons.length === 0 ? "" : `, ${reasons.join(", ")}`;
  const what = `${stream} ${kilogramsOf(net)}  ${holder}${notes}`;
  return `${scheme}/${slipIdOf(row)}  ${date}  ${what}, by ${by}: ${reason}`;
}
