import type { ReliefStatement, ReliefYear } from "#contract/relief-statement.ts";
import { type CsvRow, csvOf } from "./csv.ts";
import { statementHash } from "./statement-hash.ts";

const COLUMNS = [
  "customer",
  "fee_account",
  "fee_year",
  "relief_ils",
  "household",
  "statement_hash",
] as const;

/**
 * What the electricity biller takes off: one row per household that has a fee account, those without
 * any relief too, so that the biller sees whom the year has reached.
 */
export function chargeLinesCsv({ statements }: ReliefYear): string {
  return csvOf(COLUMNS, statements.flatMap(chargeLine));
}

function chargeLine(statement: ReliefStatement): readonly CsvRow[] {
  const { fee, household, reliefMinorUnits } = statement;
  if (fee === null) return [];
  return [
    {
      customer: fee.customer,
      fee_account: fee.account,
      fee_year: fee.feeYear,
      relief_ils: BigInt(reliefMinorUnits),
      household,
      statement_hash: statementHash(statement),
    },
  ];
}
