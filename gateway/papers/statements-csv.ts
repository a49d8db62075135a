import { decimalOf } from "#contract/decimal.ts";
import type { ReliefStatement, ReliefYear, StatementFee } from "#contract/relief-statement.ts";
import { type CsvRow, csvOf } from "./csv.ts";
import { statementHash } from "./statement-hash.ts";

const COLUMNS = [
  "household",
  "year",
  "state",
  "position",
  "rule",
  "recorded_grams",
  "carried_millipoints",
  "millipoints",
  "members",
  "points",
  "percent",
  "fee_account",
  "customer",
  "property",
  "fee_year",
  "fee_ils",
  "households_served",
  "arrears_ils",
  "relief_ils",
  "single_person",
  "statement_hash",
] as const;

/** One row per household, in the year's order: the statement's figures without its lines. */
export function statementsCsv({ statements }: ReliefYear): string {
  return csvOf(COLUMNS, statements.map(statementRow));
}

function statementRow(statement: ReliefStatement): CsvRow {
  const { household, year, state, position, rule, members, points, fee } = statement;
  return {
    ...{ household, year, state, position, rule, members, points },
    recorded_grams: statement.lines.reduce((sum, line) => sum + line.recordedGrams, 0),
    carried_millipoints: statement.carriedMilliPoints,
    millipoints: statement.milliPoints,
    percent: decimalOf(statement.basisPoints, 2),
    ...(fee === null ? {} : feeFields(fee)),
    relief_ils: BigInt(statement.reliefMinorUnits),
    single_person: statement.singlePerson.join(" "),
    statement_hash: statementHash(statement),
  };
}

function feeFields(fee: StatementFee): CsvRow {
  return {
    fee_account: fee.account,
    customer: fee.customer,
    property: fee.property,
    fee_year: fee.feeYear,
    fee_ils: fee.feeMinorUnits === null ? null : BigInt(fee.feeMinorUnits),
    households_served: fee.householdsServed,
    arrears_ils: BigInt(fee.arrearsMinorUnits),
  };
}
