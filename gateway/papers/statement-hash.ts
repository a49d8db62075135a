import { canonicalHash } from "#contract/hash.ts";
import type { Hash } from "#contract/ids.ts";
import type { Json } from "#contract/json.ts";
import type { ReliefStatement, StatementFee, StatementLine } from "#contract/relief-statement.ts";

/**
 * base64url SHA-256 of a statement's data: what a certificate's QR code carries.
 *
 * Hashed is the canonical form (contract/json.ts) of the statement without what only explains it
 * (labels, the property's name, workings), since translations may be improved after a year is closed.
 * What the canonical form does not allow is written so that it does: percentages of the curve in
 * hundredths, the two numbers of the fee account percent-encoded (they may be in Arabic).
 */
export function statementHash(statement: ReliefStatement): Hash {
  const { lines, fee, step, workings: _explains, ...figures } = statement;
  return canonicalHash({
    ...figures,
    lines: lines.map(lineData),
    fee: fee === null ? null : feeData(fee),
    step: { from: stepData(step.from), to: stepData(step.to) },
  });
}

function lineData({ label: _named, working: _explains, ...figures }: StatementLine): Json {
  return figures;
}

function feeData({ property: _named, account, customer, ...figures }: StatementFee): Json {
  return { ...figures, account: asciiOf(account), customer: asciiOf(customer) };
}

function stepData(step: ReliefStatement["step"]["from"]): Json {
  return step && { points: step.points, basisPoints: Math.round(step.percent * 100) };
}

/** A lone surrogate has no UTF-8: it becomes U+FFFD instead of an error. */
const asciiOf = (text: string): string => encodeURIComponent(text.toWellFormed());
