import type { ReliefStatement, ReliefYear } from "#contract/relief-statement.ts";
import type { HouseholdRelief, ReliefTotals } from "#contract/relief-totals.ts";
import { Grams, MilliPoints } from "#contract/units.ts";
import type { ReliefRow } from "../store/store.ts";

type GramsByStream = ReliefRow["gramsByStream"];

/** What a year's statements say of all its households together. */
export type ToldYear = Pick<ReliefYear, "scheme" | "year" | "state"> & {
  readonly statements: readonly Pick<ReliefStatement, "singlePerson">[];
};

/** A year as the municipality reads it, in one order whatever order the rows came in. */
export function reliefTotalsOf(year: ToldYear, rows: readonly ReliefRow[]): ReliefTotals {
  const households = rows.map(householdReliefOf).sort(byName((row) => row.household));
  const gramsByStream = sorted(rows.map((row) => row.gramsByStream).reduce(added, {}));
  const sums = {
    households: rows.length,
    grams: Grams(sumOf(Object.values(gramsByStream))),
    gramsByStream,
    milliPoints: MilliPoints(sumOf(rows.map(({ points }) => points))),
  };
  const singlePerson = [...new Set(year.statements.flatMap((one) => one.singlePerson))].sort();
  const { scheme, state } = year;
  return { v: 1, scheme, year: year.year, state, households, sums, singlePerson };
}

function householdReliefOf(row: ReliefRow): HouseholdRelief {
  const { household, gramsByStream, points, compared, basisPoints } = row;
  return {
    household,
    gramsByStream: sorted(gramsByStream),
    milliPoints: points,
    points: compared,
    percent: basisPoints / 100,
  };
}

const TOTAL = "TOTAL"; // in capitals: no household can have this name

/**
 * RFC 4180. Names are slugs and all else is whole numbers and a percentage: nothing needs quotes, and
 * nothing can be read as a formula by a spreadsheet.
 */
export function reliefCsv({ households, sums }: ReliefTotals): string {
  const streams = Object.keys(sums.gramsByStream);
  const weights = (of: GramsByStream) => streams.map((stream) => of[stream] ?? 0);
  const names = streams.map((stream) => `grams_${stream}`);
  const lines = [
    ["household", ...names, "grams", "millipoints", "points", "percent"],
    ...households.map(({ household, gramsByStream, milliPoints, points, percent }) => {
      const own = weights(gramsByStream);
      return [household, ...own, sumOf(own), milliPoints, points, percent.toFixed(2)];
    }),
    [TOTAL, ...weights(sums.gramsByStream), sums.grams, sums.milliPoints, "", ""],
  ];
  return lines.map((fields) => `${fields.join(",")}\r\n`).join("");
}

function added(one: GramsByStream, other: GramsByStream): GramsByStream {
  const sum = { ...one };
  for (const [stream, grams] of Object.entries(other)) {
    sum[stream] = Grams(grams + (sum[stream] ?? 0));
  }
  return sum;
}

function sorted(grams: GramsByStream): Record<string, Grams> {
  return Object.fromEntries(Object.entries(grams).sort(byName(([stream]) => stream)));
}

/** By code unit: the same on every machine, whatever its locale. */
const byName =
  <Row>(nameOf: (row: Row) => string) =>
  (one: Row, other: Row): number =>
    nameOf(one) < nameOf(other) ? -1 : Number(nameOf(one) > nameOf(other));

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
