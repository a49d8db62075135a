import * as z from "zod";
import { hash, milliPoints, slug } from "#contract/fields.ts";
import { statementFee } from "#contract/relief-statement.ts";
import { approval } from "./approval.ts";
import { councilDecision } from "./decision.ts";
import { feeAccount } from "./fee-account.ts";
import { localDate } from "./local-date.ts";
import { reliefRule } from "./relief-rule.ts";
import { tariffDocument } from "./tariff-document.ts";

/** What closing a year freezes of a household: all but the shekels, which follow the fee charged. */
export const closedYear = z.strictObject({
  household: slug,
  milliPoints,
  basisPoints: z.int(),
  /** Where it lives on 1 April after the year, as the account stood then; null: nowhere known. */
  fee: statementFee.nullable(),
});
export type ClosedYear = z.output<typeof closedYear>;

/** What a council decides, and what its relief falls on. */
export const councilEvents = [
  z.strictObject({ kind: z.literal("tariff-published"), tariff: tariffDocument, approval }),
  z.strictObject({ kind: z.literal("relief-rule-published"), rule: reliefRule, approval }),
  z.strictObject({ kind: z.literal("relief-rule-withdrawn"), rule: slug, approval }),
  z.strictObject({
    kind: z.literal("fee-accounts-imported"),
    /** For which the fee is charged: the one after the relief year. */
    feeYear: z.int(),
    /** Local date from which the households in it live there. */
    on: localDate,
    accounts: z.array(feeAccount),
  }),
  z.strictObject({
    kind: z.literal("household-moved"),
    household: slug,
    /** Null: to no place that pays a fee here. */
    account: z.string().nullable(),
    on: localDate,
  }),
  z.strictObject({
    kind: z.literal("year-closed"),
    year: z.int(),
    decision: councilDecision,
    approval,
    /** SHA-256 of all statements as JSON, and the gateway's key that signed it. */
    digest: hash,
    signature: z.string(),
    rule: slug,
    households: z.array(closedYear),
  }),
  z.strictObject({ kind: z.literal("tariff-withdrawn"), tariff: slug, approval }),
] as const;
