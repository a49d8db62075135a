import readExcelFile from "read-excel-file/node";
import { beforeAll, describe, expect, it } from "vitest";
import { workbookOf } from "./workbook.ts";
import { sampleYear } from "./year.fixture.ts";

type Cells = readonly unknown[];
type Sheet = { readonly sheet: string; readonly data: readonly Cells[] };
let sheets: readonly Sheet[] = [];
beforeAll(async () => {
  sheets = await readExcelFile(Buffer.from(await workbookOf(sampleYear)));
});

/** What stands under an English heading (the second row), from the first household to the totals. */
function columnOf(at: number, heading: string): Cells {
  const [, english = [], ...rows] = sheets[at]?.data ?? [];
  const column = english.indexOf(heading);
  return rows.map((row) => row[column]);
}

const sumOf = (cells: Cells): number => cells.reduce<number>((sum, cell) => sum + Number(cell), 0);
const { sums } = sampleYear;

describe("the workbook, as another library reads it", () => {
  it("has a sheet of households and one of lines, both with Arabic headings first", () => {
    expect(sheets.map(({ sheet }) => sheet)).toEqual(["الأسر Households", "الأسطر Lines"]);
    expect(sheets.map(({ data }) => data[0]?.[0])).toEqual(["الأسرة", "الأسرة"]);
  });

  it.each([
    { at: 0, heading: "Relief (ILS)", total: sums.reliefMinorUnits / 100 },
    { at: 0, heading: "Exact points", total: sums.milliPoints / 1000 },
    { at: 0, heading: "Recorded (kg)", total: sums.recordedGrams / 1000 },
    { at: 1, heading: "Recorded (kg)", total: sums.recordedGrams / 1000 },
    { at: 1, heading: "Points", total: sums.milliPoints / 1000 },
  ])(
    "has numbers under $heading of sheet $at that make its total $total",
    ({ at, heading, total }) => {
      const cells = columnOf(at, heading);
      expect(cells.every((cell) => typeof cell === "number")).toBe(true);
      expect(cells.at(-1)).toBe(total);
      expect(sumOf(cells.slice(0, -1))).toBeCloseTo(total, 6);
    },
  );

  it("keeps a formula for a name as text, and customer numbers too", () => {
    expect(columnOf(0, "Property")[0]).toBe('=HYPERLINK("x") #panic() *دار*');
    expect(columnOf(0, "Customer")).toEqual(["10017", null, "10018", null]);
  });

  it("leaves empty what a household has not", () => {
    expect(columnOf(0, "Fee (ILS)")).toEqual([120, null, 180.01, null]);
    expect(columnOf(0, "Single person")).toEqual([null, null, "tariff-2026-1", null]);
    expect(columnOf(1, "Month cap (kg)").slice(0, 5)).toEqual([150, 25, 150, 150, null]);
  });
});
