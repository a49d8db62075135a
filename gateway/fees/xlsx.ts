import { type CellValue, readSheet, type SheetData } from "read-excel-file/universal";
import { fail, ok, type Result } from "#contract/result.ts";
import { type Line, linesOf } from "./line.ts";
import type { FeeProblem } from "./problem.ts";

/** Excel keeps 17 digits of a number and shows 15: 180.10 may be stored as 180.09999999999999. */
const SHOWN_DIGITS = 15;

/** Rows of the first sheet; formulas count with the result that was saved with them. */
export async function parseXlsx(bytes: Uint8Array): Promise<Result<Line[], FeeProblem>> {
  const rows = await rowsIn(new Blob([new Uint8Array(bytes)]));
  if (rows !== null) return ok(linesOf(rows.map((row) => row.map(textOf))));
  const message = "The file cannot be read as XLSX: save it anew as .xlsx or .csv.";
  return fail({ row: 0, field: "", message });
}

/** The library throws errors of many kinds at bytes that are no spreadsheet; all mean the same. */
const rowsIn = (file: Blob): Promise<SheetData<string> | null> =>
  readSheet(file, { parseNumber: shownNumber }).catch(() => null);

/** A number too long for a spreadsheet has lost digits: `2.01e+19` is then refused wherever it stands. */
function shownNumber(stored: string): string {
  const number = Number(stored);
  if (Number.isSafeInteger(number)) return String(number);
  if (Number.isInteger(number)) return number.toExponential();
  return String(Number(number.toPrecision(SHOWN_DIGITS)));
}

function textOf(cell: CellValue<string> | null): string {
  if (cell === null) return "";
  // With slashes it is no account and no amount: Excel makes 1-2 a date.
  if (cell instanceof Date) return cell.toISOString().slice(0, 10).replaceAll("-", "/");
  return String(cell);
}
