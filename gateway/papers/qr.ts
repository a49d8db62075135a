import { renderSVG } from "uqr";
import type { ReliefStatement } from "#contract/relief-statement.ts";
import { statementHash } from "./statement-hash.ts";

/** What the code says, in ASCII: `qamama:SCHEME:YEAR:HOUSEHOLD:HASH`. */
export function qrTextOf(statement: ReliefStatement): string {
  const { scheme, year, household } = statement;
  return `qamama:${scheme}:${year}:${household}:${statementHash(statement)}`;
}

/** @returns SVG; level M bears a fold or a coffee stain on up to 15 % of it */
export function qrOf(statement: ReliefStatement): string {
  return renderSVG(qrTextOf(statement), { ecc: "M", border: 2 });
}
