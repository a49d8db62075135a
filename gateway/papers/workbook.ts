import writeExcelFile from "write-excel-file/node";
import type { ReliefYear } from "#contract/relief-statement.ts";
import { type SheetColumn, sheetRows, widthsOf } from "./sheet.ts";
import { householdColumns, lineColumns, yearLines } from "./workbook-columns.ts";

/**
 * The year as a spreadsheet, right to left: a sheet of households and one of lines. Every figure is a
 * number of the spreadsheet's own, so that an accountant can go on calculating.
 *
 * @returns bytes of an XLSX file; two calls may differ in the times inside the ZIP
 */
export async function workbookOf(year: ReliefYear): Promise<Uint8Array> {
  const sheets = [
    sheetOf("الأسر Households", householdColumns(year.sums), year.statements),
    sheetOf("الأسطر Lines", lineColumns, yearLines(year)),
  ];
  return await writeExcelFile(sheets, { fontFamily: "Arial" }).toBuffer();
}

function sheetOf<Row>(name: string, columns: readonly SheetColumn<Row>[], rows: readonly Row[]) {
  return {
    sheet: name,
    data: sheetRows(columns, rows),
    columns: widthsOf(columns),
    rightToLeft: true,
    orientation: "landscape",
    stickyRowsCount: 2,
  } as const;
}
