import * as z from "zod";
import { card, chain, hash, slug, utc } from "#contract/fields.ts";
import { publicJwk } from "#contract/jwk.ts";
import type { EpochMs, MinorUnits } from "#contract/units.ts";
import { budget } from "../journal/budget.ts";
import { correction } from "../journal/correction.ts";
import { listedAmount } from "../journal/council-events.ts";
import { councilDecision } from "../journal/decision.ts";
import { writtenDeposit } from "../journal/deposit-entered.ts";
import { feeAccount } from "../journal/fee-account.ts";
import { localDate } from "../journal/local-date.ts";
import { reliefRule } from "../journal/relief-rule.ts";
import { slip } from "../journal/slip.ts";
import { tariffDocument } from "../journal/tariff-document.ts";

const epochMs = z.int().min(0) as unknown as z.ZodType<EpochMs, number>;
/** Who agrees, where an act takes two people; null: nobody, as long as the scheme has no second one. */
const approver = z.string().min(1).max(64).nullish();
const reason = z.string().trim().min(1, "say why").max(500);
const acted = { actor: z.string().min(1).max(64), at: epochMs };

/** What a person (or the gateway itself, by its name) wants done. */
export const act = z.discriminatedUnion("kind", [
  z.strictObject({
    ...acted,
    kind: z.literal("station-enrol"),
    station: slug,
    publicKey: publicJwk,
    passwordHash: z.string().min(1),
  }),
  z.strictObject({
    ...acted,
    kind: z.literal("chain-request"),
    station: slug,
    chain,
    publicKey: publicJwk,
  }),
  z.strictObject({ ...acted, kind: z.literal("chain-approve"), station: slug, code: z.string() }),
  z.strictObject({ ...acted, kind: z.literal("station-revoke"), station: slug }),
  z.strictObject({
    ...acted,
    kind: z.literal("household-add"),
    household: slug,
    members: z.int().min(1).max(99),
  }),
  z.strictObject({
    ...acted,
    kind: z.literal("household-resize"),
    household: slug,
    members: z.int().min(1).max(99),
  }),
  z.strictObject({ ...acted, kind: z.literal("person-add"), person: slug, approver }),
  z.strictObject({ ...acted, kind: z.literal("producer-enrol"), producer: slug }),
  z.strictObject({
    ...acted,
    kind: z.literal("payment-record"),
    household: slug,
    producer: slug,
    amount: z.int().min(1) as unknown as z.ZodType<MinorUnits, number>,
    reference: z.string().trim().min(1).max(64),
  }),
  z.strictObject({
    ...acted,
    kind: z.literal("credits-expire"),
    decision: councilDecision,
    amounts: z.array(listedAmount).min(1, "no household is listed"),
    approver,
  }),
  z.strictObject({
    ...acted,
    kind: z.literal("expiry-undo"),
    /** Position of the event that let them expire. */
    expiry: z.int().min(1),
    reason,
    approver,
  }),
  z.strictObject({
    ...acted,
    kind: z.literal("deposit-correct"),
    deposit: z.string().min(1),
    correction,
    reason,
    approver,
  }),
  z.strictObject({
    ...acted,
    kind: z.literal("deposit-dispute"),
    deposit: z.string().min(1),
    reason,
  }),
  z.strictObject({
    ...acted,
    kind: z.literal("dispute-dismiss"),
    deposit: z.string().min(1),
    reason,
    approver,
  }),
  z.strictObject({
    ...acted,
    kind: z.literal("deposit-enter"),
    station: slug,
    slip,
    deposit: writtenDeposit,
    household: slug,
    /** Local date on which the bag was handed in. */
    on: localDate,
    reason,
    approver,
  }),
  z.strictObject({ ...acted, kind: z.literal("card-issue"), household: slug, card }),
  z.strictObject({ ...acted, kind: z.literal("card-block"), card }),
  z.strictObject({ ...acted, kind: z.literal("card-demand-proof"), card }),
  z.strictObject({ ...acted, kind: z.literal("card-waive-proof"), card, reason, approver }),
  z.strictObject({ ...acted, kind: z.literal("tariff-publish"), tariff: tariffDocument, approver }),
  z.strictObject({
    ...acted,
    kind: z.literal("budget-adopt"),
    budget,
    decision: councilDecision,
    approver,
  }),
  z.strictObject({ ...acted, kind: z.literal("relief-rule-publish"), rule: reliefRule, approver }),
  z.strictObject({ ...acted, kind: z.literal("relief-rule-withdraw"), rule: slug, approver }),
  z.strictObject({
    ...acted,
    kind: z.literal("fee-accounts-import"),
    feeYear: z.int().min(2000).max(9999),
    on: localDate,
    accounts: z.array(feeAccount).min(1, "no fee account is in it"),
  }),
  z.strictObject({
    ...acted,
    kind: z.literal("household-move"),
    household: slug,
    account: z.string().nullable(),
    on: localDate,
  }),
  z.strictObject({
    ...acted,
    kind: z.literal("year-close"),
    year: z.int().min(2000).max(9998),
    decision: councilDecision,
    /** Of the draft that the council decided on. */
    digest: hash,
    signature: z.string().min(1),
    approver,
  }),
  z.strictObject({ ...acted, kind: z.literal("tariff-withdraw"), tariff: slug, approver }),
  z.strictObject({ ...acted, kind: z.literal("restored"), since: utc }),
]);
export type Act = z.output<typeof act>;
export type ActOf<Kind extends Act["kind"]> = Extract<Act, { kind: Kind }>;

/** Why an act was not done: one sentence that names the thing to mend. */
export type Refusal = { readonly code: string; readonly message: string };
