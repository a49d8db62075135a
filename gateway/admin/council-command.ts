import * as z from "zod";
import { slug } from "#contract/fields.ts";
import { correction } from "../journal/correction.ts";
import { tariffDocument } from "../journal/tariff-document.ts";

/** Who agrees to what takes two people. */
const approver = z.string().trim().min(1, "say who approves").max(64).optional();
const members = z.int().min(1).max(99);

/** What people decide about people, money and deposits. */
export const councilCommands = [
  z.strictObject({ kind: z.literal("person-add"), person: slug, approver }),
  z.strictObject({ kind: z.literal("producer-add"), producer: slug }),
  z.strictObject({ kind: z.literal("household-resize"), household: slug, members }),
  z.strictObject({
    kind: z.literal("payment-record"),
    household: slug,
    producer: slug,
    /** As written, in the scheme's currency: `12.50`. */
    amount: z.string().max(64),
    reference: z.string().trim().min(1, "say which").max(64),
  }),
  z.strictObject({ kind: z.literal("tariff-publish"), tariff: tariffDocument, approver }),
  z.strictObject({ kind: z.literal("tariff-withdraw"), tariff: slug, approver }),
  z.strictObject({
    kind: z.literal("deposit-correct"),
    /** As people write it: `beitillo/beitillo-01/3/1042`. */
    deposit: z.string().min(1).max(256),
    /** Only one that waits for a person is meant: a slip of the pen must not strike out a good one. */
    held: z.boolean(),
    correction,
    reason: z.string().trim().min(1, "say why").max(500),
    approver,
  }),
] as const;
