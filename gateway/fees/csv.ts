import { CsvError, parse } from "csv-parse/sync";
import { fail, ok, type Result } from "#contract/result.ts";
import { type Line, linesOf } from "./line.ts";
import type { FeeProblem } from "./problem.ts";

const DELIMITERS = [",", ";", "\t"] as const;

/** Rows of a CSV file, whatever wrote it: text in UTF-8 or Windows-1256; comma, semicolon or tab. */
export function parseCsv(bytes: Uint8Array): Result<Line[], FeeProblem> {
  const text = decoded(bytes);
  let rowsBefore = 0;
  const onRecord = (cells: string[]) => {
    rowsBefore += 1;
    return cells;
  };
  try {
    return ok(linesOf(parse(text, { ...FORM, delimiter: delimiterOf(text), onRecord })));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const message = "A quotation mark in this row is not closed or stands inside a cell.";
    return fail({ row: rowsBefore + 1, field: "", message });
  }
}

/** Blank rows are kept, for they count in a spreadsheet; rows may differ in length. */
const FORM = {
  relaxColumnCount: true,
  skipEmptyLines: false,
  recordDelimiter: ["\r\n", "\n", "\r"],
};

/** Arabic text in Windows-1256 is practically never UTF-8 as well, so the strict reading comes first. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder("windows-1256").decode(bytes);
  }
}

/** The one that parts the header, whose names have none of them inside. */
function delimiterOf(text: string): string {
  const header = text.trimStart().split(/[\r\n]/, 1)[0] ?? "";
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}
