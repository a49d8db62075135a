import { COLUMNS, type Column, type Columns } from "./columns.ts";
import type { Draft } from "./draft.ts";
import type { FeeProblem } from "./problem.ts";

/** A row that was read, with its number in the spreadsheet. */
export type DraftRow = { readonly row: number; readonly draft: Draft };

/** A problem before its column is named as the file names it; null: of the row as a whole. */
export type Fault = {
  readonly row: number;
  readonly column: Column | null;
  readonly message: string;
};

/** By row, in a row by column, in a column as they were found. */
export function problemsOf(faults: readonly Fault[], columns: Columns): FeeProblem[] {
  const place = ({ column }: Fault) => (column === null ? -1 : COLUMNS.indexOf(column));
  return faults
    .toSorted((one, other) => one.row - other.row || place(one) - place(other))
    .map(({ row, column, message }) => ({
      row,
      field: column === null ? "" : columns.headerOf(column),
      message,
    }));
}
