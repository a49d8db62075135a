/** A row of a spreadsheet that has something in it, with the number that the spreadsheet shows. */
export type Line = { readonly row: number; readonly cells: readonly string[] };

/** Rows are numbered before blank ones are left out. */
export const linesOf = (rows: readonly (readonly string[])[]): Line[] =>
  rows
    .map((cells, index) => ({ row: index + 1, cells: cells.map(trimmed) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));

/** Arabic spreadsheets put invisible direction marks around names and numbers. */
const INNER = /[^\s\p{Bidi_Control}](?:.*[^\s\p{Bidi_Control}])?/su;
const trimmed = (cell: string): string => INNER.exec(cell)?.[0] ?? "";
