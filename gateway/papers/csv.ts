import { stringify } from "csv-stringify/sync";
import { decimalOf } from "#contract/decimal.ts";

/** A bigint is an amount of agorot, and stands in the file as shekels; null is an empty field. */
export type CsvRow = Readonly<Record<string, string | number | bigint | null>>;

/**
 * RFC 4180 with a byte order mark, without which a spreadsheet takes Arabic for Windows-1256. A text
 * that a spreadsheet would calculate gets an apostrophe before it; negative amounts, which are no
 * texts yet when that is decided, do not.
 */
export function csvOf(columns: readonly string[], rows: readonly CsvRow[]): string {
  return stringify([...rows], {
    columns: [...columns],
    header: true,
    bom: true,
    escape_formulas: true,
    record_delimiter: "windows",
    cast: { bigint: (agorot) => decimalOf(Number(agorot), 2) },
  });
}
