import type { Slug } from "#contract/ids.ts";
import type { ReliefStatement, StatementFee } from "#contract/relief-statement.ts";
import { MilliPoints, type MinorUnits } from "#contract/units.ts";
import type { ReliefRule } from "../journal/relief-rule.ts";
import { comparedUnder, cutOffUnder, reliefOf } from "../relief/relief.ts";
import { type LineContext, lineOf, type StatementMonth } from "./line.ts";
import { workingsOf } from "./sentences.ts";

/** All that a household's year follows from; the same facts give the same statement, byte for byte. */
export type StatementFacts = LineContext & {
  readonly scheme: Slug;
  readonly household: Slug;
  readonly state: ReliefStatement["state"];
  /** Of the journal, up to which the facts are told. */
  readonly position: number;
  /** The one in force in the year. */
  readonly rule: ReliefRule;
  /** One for each month and stream of which something counts, or was recorded, for the year. */
  readonly months: readonly StatementMonth[];
  /** Not above zero: what the year before could not take. */
  readonly carriedMilliPoints: MilliPoints;
  readonly fee: StatementFee | null;
  /** Ids of all tariffs, rules and closings that one person alone decided. */
  readonly singlePerson: readonly string[];
};

/** @see docs/LEDGER.md "Points and years" */
export function statementOf(facts: StatementFacts): ReliefStatement {
  const { scheme, household, year, state, position, rule, fee, carriedMilliPoints } = facts;
  const lines = facts.months.map((month) => lineOf(month, facts)).sort(byMonthThenStream);
  const ofLines = MilliPoints(lines.reduce((sum, line) => sum + line.milliPoints, 0));
  const milliPoints = MilliPoints(ofLines + carriedMilliPoints);
  const inDecember = () => facts.membersIn(`${year}-12`);
  const compared = comparedUnder(rule, milliPoints, inDecember);
  const { reliefMinorUnits, ceilingMet } = reliefUnder(rule, compared.basisPoints, fee);
  const told = { year, carriedMilliPoints, milliPoints, ...compared, fee, reliefMinorUnits };
  return {
    v: 1,
    scheme,
    household,
    state,
    position,
    rule: rule.id,
    cutOff: cutOffUnder(rule, year),
    lines,
    ...told,
    workings: workingsOf({ ...told, ofLines, ceilingMet }),
    singlePerson: decidedAlone(lines, facts),
  };
}

/** Of what stands behind this statement. */
function decidedAlone(
  lines: ReliefStatement["lines"],
  { singlePerson, rule, year }: StatementFacts,
): string[] {
  const behind = new Set([rule.id, closingId(year), ...lines.map(({ tariff }) => tariff)]);
  return [...new Set(singlePerson)].filter((id) => behind.has(id)).sort();
}

/** What a year's closing is called among the acts that one person alone decided. */
export const closingId = (year: number): string => `closing-${year}`;

function reliefUnder(rule: ReliefRule, basisPoints: number, fee: StatementFee | null) {
  const terms = {
    basisPoints,
    fee: fee?.feeMinorUnits ?? null,
    householdsServed: fee?.householdsServed ?? 1,
  };
  const ceiling: MinorUnits | null = rule.ceilingMinorUnits ?? null;
  const reliefMinorUnits = reliefOf({ ...terms, ceiling });
  const met = reliefMinorUnits < reliefOf({ ...terms, ceiling: null });
  return { reliefMinorUnits, ceilingMet: met ? ceiling : null };
}

type Placed = Pick<StatementMonth, "month" | "stream">;

function byMonthThenStream(one: Placed, other: Placed): number {
  if (one.month !== other.month) return one.month < other.month ? -1 : 1;
  return one.stream < other.stream ? -1 : Number(one.stream > other.stream);
}
