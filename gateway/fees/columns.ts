import type { Line } from "./line.ts";
import type { FeeProblem } from "./problem.ts";

/** Headers of the list, in English and Arabic; upper case, hamza and marks make no difference. */
const HEADERS = {
  account: ["fee_account", "حساب الرسوم"],
  property: ["property", "العقار"],
  customer: ["electricity_customer", "رقم مشترك الكهرباء"],
  households: ["households", "الأسر"],
  served: ["households_served", "عدد الأسر المخدومة"],
  feeMinorUnits: ["yearly_fee_ils", "الرسوم السنوية بالشيكل"],
  arrearsMinorUnits: ["arrears_ils", "المتأخرات بالشيكل"],
} as const;

export type Column = keyof typeof HEADERS;
/** Left to right, as the example has them. */
export const COLUMNS = Object.keys(HEADERS).filter((key): key is Column => key in HEADERS);

export type Columns = {
  textOf(line: Line, column: Column): string;
  /** As it stands in the file, so that it can be found there. */
  headerOf(column: Column): string;
  /** Cells in the header's row. */
  readonly width: number;
  readonly problems: readonly FeeProblem[];
};

/** Finds the columns in any order; others beside them are left alone. */
export function columnsOf({ row, cells }: Line): Columns {
  const names = cells.map(plain);
  const places = (column: Column) => {
    const known: readonly string[] = HEADERS[column].map(plain);
    return [...names.keys()].filter((at) => known.includes(names[at] ?? ""));
  };
  const at = new Map(COLUMNS.map((column) => [column, places(column)]));
  const firstOf = (column: Column) => at.get(column)?.[0] ?? -1;
  const headerOf = (column: Column) => cells[firstOf(column)] ?? HEADERS[column][0];
  const problems = COLUMNS.flatMap((column) => {
    const message = faultOf(column, at.get(column)?.length ?? 0);
    return message === null ? [] : [{ row, field: headerOf(column), message }];
  });
  const textOf = (line: Line, column: Column) => line.cells[firstOf(column)] ?? "";
  return { textOf, headerOf, width: cells.length, problems };
}

function faultOf(column: Column, found: number): string | null {
  const [english, arabic] = HEADERS[column];
  if (found === 1) return null;
  if (found === 0) return `The column ${english} (${arabic}) is missing.`;
  return `The column ${english} (${arabic}) is there ${found} times.`;
}

/** Taken apart by NFKD, a hamza on its alif is a mark like any other. */
const plain = (header: string): string =>
  header
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}ـ]/gu, "")
    .toLowerCase()
    .replace(/[\s_]+/g, " ")
    .trim();
