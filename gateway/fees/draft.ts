import { fail, ok, type Result } from "#contract/result.ts";
import type { MinorUnits } from "#contract/units.ts";
import { type FeeAccount, feeAccount } from "../journal/fee-account.ts";
import type { Column } from "./columns.ts";
import { parseServed, parseShekels, withWesternDigits } from "./number.ts";
import { quoted } from "./problem.ts";

/** A row as far as it can be read: each cell for itself, so that every fault is found at once. */
export type Draft = {
  readonly account: Result<string, string>;
  readonly property: Result<string, string>;
  readonly customer: Result<string, string>;
  /** Names as written; which of them exist is for the caller to say. */
  readonly households: { readonly ok: true; readonly value: readonly string[] };
  readonly served: Result<number, string>;
  readonly feeMinorUnits: Result<MinorUnits | null, string>;
  readonly arrearsMinorUnits: Result<MinorUnits, string>;
};

export function draftOf(textOf: (column: Column) => string): Draft {
  return {
    account: parseCode(textOf("account")),
    property: parseProperty(textOf("property")),
    customer: parseCode(textOf("customer")),
    households: ok(
      withWesternDigits(textOf("households"))
        .split(/[\s,;،؛]+/)
        .filter((name) => name !== ""),
    ),
    served: parseServed(textOf("served")),
    feeMinorUnits: parseFee(textOf("feeMinorUnits")),
    arrearsMinorUnits: parseArrears(textOf("arrearsMinorUnits")),
  };
}

/** @throws ZodError when a cell or the row has a fault: the caller's bug */
export function accountOf(draft: Draft): FeeAccount {
  const cells = Object.entries(draft).map(([key, cell]) => [key, cell.ok ? cell.value : undefined]);
  return feeAccount.parse(Object.fromEntries(cells));
}

function parseCode(text: string): Result<string, string> {
  if (text === "") return fail("The cell is empty.");
  const parsed = feeAccount.shape.account.safeParse(withWesternDigits(text));
  if (parsed.success) return ok(parsed.data);
  return fail(
    `${quoted(text)} is not a number of 1 to 32 digits, Latin letters, dots and hyphens.`,
  );
}

/** Anything may begin it, also = + - @: it is text here, and exports escape it. */
function parseProperty(text: string): Result<string, string> {
  if (text === "") return fail("The cell is empty.");
  const parsed = feeAccount.shape.property.safeParse(text);
  return parsed.success
    ? ok(parsed.data)
    : fail("The property's name is longer than 64 characters.");
}

const parseFee = (text: string): Result<MinorUnits | null, string> =>
  text === "" ? ok(null) : parseShekels(text);

/** Empty is no zero: for the fee it means "not yet", so here it would be a guess. */
const parseArrears = (text: string): Result<MinorUnits, string> =>
  text === "" ? fail("The cell is empty: write 0 where nothing is owed.") : parseShekels(text);
