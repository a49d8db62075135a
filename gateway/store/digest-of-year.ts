import { sha256 } from "#contract/hash.ts";
import type { Hash } from "#contract/ids.ts";
import type { ReliefStatement, ReliefYear } from "#contract/relief-statement.ts";

/**
 * base64url SHA-256 of a year's statements as JSON: what a council decides on, and closing freezes. Where
 * the journal stands, and whether the year is closed, is no part of it: a draft keeps its digest while
 * other years go on, and has it still once it is closed.
 */
export function digestOfYear({ scheme, year, rule, statements, sums }: ReliefYear): Hash {
  return sha256(JSON.stringify({ scheme, year, rule, statements: statements.map(toldIn), sums }));
}

function toldIn({ state, position, singlePerson, ...told }: ReliefStatement) {
  return told;
}
