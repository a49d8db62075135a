import * as z from "zod";
import { hash, milliPoints, minorUnits, slug } from "#contract/fields.ts";
import { statementFee } from "#contract/relief-statement.ts";
import { approval } from "./approval.ts";
import { budget } from "./budget.ts";
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

/** Credits of one household. */
export const listedAmount = z.strictObject({ household: slug, amount: minorUnits });
export type ListedAmount = z.output<typeof listedAmount>;

/** What a council decides, and what its relief falls on. */
export const councilEvents = [
  z.strictObject({ kind: z.literal("tariff-published"), tariff: tariffDocument, approval }),
  z.strictObject({
    kind: z.literal("budget-adopted"),
    budget,
    decision: councilDecision,
    approval,
  }),
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
  z.strictObject({
    kind: z.literal("credits-expired"),
    decision: councilDecision,
    amounts: z.array(listedAmount),
    approval,
  }),
  z.strictObject({
    kind: z.literal("expiry-undone"),
    /** Position of the event that is undone. */
    expiry: z.int().min(1),
    reason: z.string().min(1),
    approval,
    /** What each household gets back: less than expired where corrections took from it since. */
    amounts: z.array(listedAmount),
  }),
  z.strictObject({ kind: z.literal("tariff-withdrawn"), tariff: slug, approval }),
] as const;
