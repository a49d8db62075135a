import { fail, ok, type Result } from "#contract/result.ts";
import { parseCsv } from "../fees/csv.ts";
import type { ListedRow } from "./credits-command.ts";

/** Headers in English and Arabic; further columns beside them are left alone. */
const HEADERS = { household: ["household", "الأسرة"], amount: ["amount", "المبلغ"] } as const;

/** A list of households and amounts, one a row, as `credits idle --format csv` writes it. */
export function readCreditList(bytes: Uint8Array, file: string): Result<ListedRow[], string> {
  const lines = parseCsv(bytes);
  if (!lines.ok) return fail(`${file}, row ${lines.problem.row}: ${lines.problem.message}`);
  const [header, ...rows] = lines.value;
  const placeOf = (column: keyof typeof HEADERS) =>
    header?.cells.findIndex((cell) => HEADERS[column].some((name) => name === named(cell))) ?? -1;
  const [household, amount] = [placeOf("household"), placeOf("amount")];
  const missing = household < 0 ? "household" : amount < 0 ? "amount" : null;
  if (missing !== null) {
    const [english, arabic] = HEADERS[missing];
    return fail(`${file}: the column ${english} (${arabic}) is missing.`);
  }
  if (rows.length === 0) return fail(`${file} has headers and no household.`);
  return ok(
    rows.map(({ row, cells }) => ({
      row,
      household: cells[household] ?? "",
      amount: cells[amount] ?? "",
    })),
  );
}

const named = (cell: string): string => cell.replace(/^\uFEFF/, "").toLowerCase();
