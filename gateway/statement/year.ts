import type { ReliefStatement, ReliefYear } from "#contract/relief-statement.ts";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";

/** What all statements of a year have in common; none need be there. */
export type YearFacts = Omit<ReliefYear, "v" | "statements" | "sums">;

/** A year of all households, by name, with the sums that tie to the ledger. */
export function yearOf(facts: YearFacts, statements: readonly ReliefStatement[]): ReliefYear {
  return {
    v: 1,
    ...facts,
    statements: [...statements].sort(byHousehold),
    sums: {
      households: statements.length,
      recordedGrams: Grams(sumOf(statements.flatMap(recordedGramsOf))),
      milliPoints: MilliPoints(sumOf(statements.map((one) => one.milliPoints))),
      reliefMinorUnits: MinorUnits(sumOf(statements.map((one) => one.reliefMinorUnits))),
    },
  };
}

const recordedGramsOf = ({ lines }: ReliefStatement) => lines.map((line) => line.recordedGrams);

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** By code unit: the same on every machine, whatever its locale. */
const byHousehold = (one: ReliefStatement, other: ReliefStatement): number =>
  one.household < other.household ? -1 : Number(one.household > other.household);
