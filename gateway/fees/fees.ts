import type { Slug } from "#contract/ids.ts";
import { fail, type Result } from "#contract/result.ts";
import type { FeeAccount } from "../journal/fee-account.ts";
import { type Columns, columnsOf } from "./columns.ts";
import { parseCsv } from "./csv.ts";
import { doublesIn } from "./doubles.ts";
import { accountOf, draftOf } from "./draft.ts";
import { problemsOf } from "./fault.ts";
import type { Line } from "./line.ts";
import { type FeeProblem, quoted } from "./problem.ts";
import { faultsOfRow, strayFaults } from "./row-faults.ts";
import { parseXlsx } from "./xlsx.ts";

/** Enough for a city's accounts; keeps a wrong file out of memory. */
const MAX_BYTES = 8_000_000;

export type FeeList = {
  /** Of the rows without a problem; to be taken only where there is no problem at all. */
  accounts: FeeAccount[];
  /** All of them, by row and then by column. */
  problems: FeeProblem[];
};

/**
 * Reads a municipality's list of fee accounts and says all that is wrong with it. No file makes it throw.
 *
 * @param fileName its ending, .csv or .xlsx, says how the bytes are read
 * @param facts the households that are enrolled
 * @see docs/examples/fee-accounts.csv, docs/decisions/0008-reading-fee-accounts.md
 */
export async function readFeeAccounts(
  bytes: Uint8Array,
  fileName: string,
  facts: { households: ReadonlySet<Slug> },
): Promise<FeeList> {
  const lines = await linesIn(bytes, fileName);
  if (!lines.ok) return refused(lines.problem);
  const [header, ...rows] = lines.value;
  if (header === undefined) return refused(ofFile("The file is empty."));
  const columns = columnsOf(header);
  if (columns.problems.length > 0) return refused(...columns.problems);
  if (rows.length === 0) return refused(ofFile("The file has headers and no fee account."));
  return feeListOf(rows, columns, facts.households);
}

async function linesIn(bytes: Uint8Array, fileName: string): Promise<Result<Line[], FeeProblem>> {
  if (bytes.length === 0) return fail(ofFile("The file is empty."));
  if (bytes.length > MAX_BYTES) return fail(ofFile("The file is larger than 8 MB."));
  if (/\.xlsx$/i.test(fileName)) return parseXlsx(bytes);
  if (/\.csv$/i.test(fileName)) return parseCsv(bytes);
  return fail(ofFile(`${quoted(fileName)} ends neither in .csv nor in .xlsx.`));
}

function feeListOf(lines: Line[], columns: Columns, households: ReadonlySet<Slug>): FeeList {
  const rows = lines.map((line) => ({
    row: line.row,
    draft: draftOf((column) => columns.textOf(line, column)),
  }));
  const faults = [
    ...lines.flatMap((line) => strayFaults(line, columns)),
    ...rows.flatMap((row) => faultsOfRow(row, households)),
    ...doublesIn(rows),
  ];
  const faulty = new Set(faults.map(({ row }) => row));
  const sound = rows.filter(({ row }) => !faulty.has(row));
  return {
    accounts: sound.map(({ draft }) => accountOf(draft)),
    problems: problemsOf(faults, columns),
  };
}

const refused = (...problems: FeeProblem[]): FeeList => ({ accounts: [], problems });
const ofFile = (message: string): FeeProblem => ({ row: 0, field: "", message });
