import type { CellObject } from "write-excel-file/node";
import { plainText } from "./plain-text.ts";

/** A whole number and how many of its digits stand behind the point: 684 and 2 are 6.84. */
export type Figure = { readonly amount: number; readonly decimals: 0 | 2 | 3 };
type Value = string | Figure | null;

export type SheetColumn<Row> = {
  readonly ar: string;
  readonly en: string;
  readonly value: (row: Row) => Value;
  /** What stands below the column; nothing where a sum would mean nothing. */
  readonly total?: (rows: readonly Row[]) => Value;
};

const FORMATS = { 0: "#,##0", 2: "#,##0.00", 3: "#,##0.000" } as const;

/** Two rows of headings (Arabic, English), the rows, and a row of totals. */
export function sheetRows<Row>(
  columns: readonly SheetColumn<Row>[],
  rows: readonly Row[],
): CellObject[][] {
  const totals = columns.map(({ total }) => cellOf(total === undefined ? null : total(rows)));
  return [
    columns.map(({ ar }) => headingOf(ar)),
    columns.map(({ en }) => headingOf(en)),
    ...rows.map((row) => columns.map(({ value }) => cellOf(value(row)))),
    totals.map((cell) => ({ ...cell, fontWeight: "bold", topBorderStyle: "thin" })),
  ];
}

const headingOf = (value: string): CellObject => ({
  ...{ value, type: String, wrap: true },
  ...{ fontWeight: "bold", align: "center", backgroundColor: "#E3EFE6" },
});

/** A text is typed as one, so that no spreadsheet takes it for a formula. */
function cellOf(value: Value): CellObject {
  if (value === null) return {};
  if (typeof value === "string") return { value: plainText(value), type: String };
  const { amount, decimals } = value;
  return { value: amount / 10 ** decimals, type: Number, format: FORMATS[decimals] };
}

const WIDTH = { least: 12, beside: 3 } as const; // characters

export function widthsOf<Row>(columns: readonly SheetColumn<Row>[]): { width: number }[] {
  return columns.map(({ ar, en }) => ({
    width: Math.max(WIDTH.least, ar.length + WIDTH.beside, en.length + WIDTH.beside),
  }));
}
