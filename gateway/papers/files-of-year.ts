import type { ReliefYear } from "#contract/relief-statement.ts";
import { chargeLinesCsv } from "./charge-lines-csv.ts";
import type { ExportedFile } from "./manifest.ts";
import { statementsCsv } from "./statements-csv.ts";

/** The files of a year that programs read: the same year gives the same bytes. */
export function textFilesOf(year: ReliefYear): readonly ExportedFile[] {
  return [
    { name: "statements.csv", bytes: Buffer.from(statementsCsv(year)) },
    { name: "statements.json", bytes: Buffer.from(`${JSON.stringify(year)}\n`) },
    { name: "charge-lines.csv", bytes: Buffer.from(chargeLinesCsv(year)) },
  ];
}

/** Ids of the tariffs by which a year's lines are counted, by name. */
export function tariffsOf({ statements }: ReliefYear): readonly string[] {
  const all = statements.flatMap(({ lines }) => lines.flatMap(({ tariff }) => tariff ?? []));
  return [...new Set(all)].sort();
}
