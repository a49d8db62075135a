import * as z from "zod";
import { slug } from "#contract/fields.ts";
import { councilDecision } from "../journal/decision.ts";
import { localDate } from "../journal/local-date.ts";
import { reliefRule } from "../journal/relief-rule.ts";

/** Who agrees to what takes two people. */
const approver = z.string().trim().min(1, "say who approves").max(64).optional();
const year = z.int().min(2000).max(2999);
/** As it is now, or as it was when the year was closed. */
const view = z.enum(["now", "frozen"]);
/** 8 MB, the most that a list of fee accounts may have, in base64. */
const MAX_BASE64 = 10_700_000;

/** What the council and its accountant do with a year of relief. */
export const reliefCommands = [
  z.strictObject({ kind: z.literal("relief-rule-publish"), rule: reliefRule, approver }),
  z.strictObject({ kind: z.literal("relief-rule-withdraw"), rule: slug, approver }),
  z.strictObject({
    kind: z.literal("fees-import"),
    /** Its ending says how the bytes are read. */
    fileName: z.string().min(1).max(255),
    base64: z.base64().max(MAX_BASE64, "larger than 8 MB"),
    feeYear: year,
    /** From when the households live at their accounts; null: the fee year's first day. */
    on: localDate.nullable(),
    dryRun: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal("household-move"),
    household: slug,
    /** null: to where no fee account is. */
    account: z.string().min(1).max(32).nullable(),
    on: localDate,
  }),
  z.strictObject({ kind: z.literal("relief-draft"), year }),
  z.strictObject({
    kind: z.literal("relief-close"),
    year,
    decision: councilDecision,
    approver,
  }),
  z.strictObject({
    kind: z.literal("relief-statement"),
    household: slug,
    ...{ year, view },
    language: z.enum(["ar", "en"]),
  }),
  z.strictObject({
    kind: z.literal("relief-export"),
    ...{ year, view },
    /** An absolute path on the gateway's machine, of a folder that is not there yet. */
    target: z.string().min(1).max(4096),
    /** One PDF for each household too: these take their time. */
    certificates: z.boolean(),
  }),
] as const;
