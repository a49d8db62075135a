import { type Graded, NOTHING, plus } from "./worth.ts";

/** What one deposit adds to a holder's month, in the year for which it counts. */
export type Counted = {
  /** `household:…` or `unclaimed:…`. */
  readonly holder: string;
  readonly month: string;
  readonly stream: string;
  readonly year: number;
  /** g weighed, paid or not. */
  readonly net: number;
  /** g that can earn credit, and points. */
  readonly credit: Graded;
  readonly points: Graded;
};

export type Sums = Pick<Counted, "net" | "credit" | "points">;
/** One holder's month in one stream, by the year for which it counts. */
export type Cell = {
  readonly holder: string;
  readonly month: string;
  readonly stream: string;
  readonly years: Map<number, Sums>;
};
/** By holder, then by month and stream. */
export type Cells = Map<string, Map<string, Cell>>;

export const NO_SUMS: Sums = { net: 0, credit: NOTHING, points: NOTHING };

/** @param sign 1 puts it in, -1 takes it out */
export function add(cells: Cells, counted: Counted, sign: 1 | -1 = 1): void {
  const { years } = cellOf(cells, counted);
  const before = years.get(counted.year) ?? NO_SUMS;
  years.set(counted.year, {
    net: before.net + sign * counted.net,
    credit: plus(before.credit, counted.credit, sign),
    points: plus(before.points, counted.points, sign),
  });
}

function cellOf(cells: Cells, { holder, month, stream }: Counted): Cell {
  const its = cells.get(holder) ?? new Map<string, Cell>();
  cells.set(holder, its);
  const key = `${month} ${stream}`;
  const cell = its.get(key) ?? { holder, month, stream, years: new Map<number, Sums>() };
  its.set(key, cell);
  return cell;
}

/** All that counts for the years of which a test holds. */
export const sumOver = ({ years }: Cell, counts: (year: number) => boolean): Sums =>
  [...years]
    .filter(([year]) => counts(year))
    .reduce(
      (sum, [, one]) => ({
        net: sum.net + one.net,
        credit: plus(sum.credit, one.credit),
        points: plus(sum.points, one.points),
      }),
      NO_SUMS,
    );
