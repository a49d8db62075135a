import * as z from "zod";
import { chain, hash, milliPoints, minorUnits, seq, slug, utc } from "./fields.ts";

/** docs/PROTOCOL.md, "Receipt": the first that applies, and the order in which reasons are named. */
export const REASONS = {
  deferred: [
    "no-such-station",
    "no-such-chain",
    "bad-signature",
    "unreadable",
    "overloaded",
    "internal",
  ],
  conflict: [],
  refused: ["wrong-chain", "malformed"],
  held: [
    "chain-revoked",
    "clock-implausible",
    "stream-not-accepted",
    "card-blocked",
    "card-proof",
    "manual-entry",
    "weight-implausible",
  ],
  posted: [
    "below-minimum",
    "grade-c",
    "over-cap",
    "unverified-scale",
    "not-paid",
    "struck-out",
    "unclaimed",
  ],
} as const;

export type OutcomeName = keyof typeof REASONS;
export type Reason<Name extends OutcomeName = OutcomeName> = (typeof REASONS)[Name][number];

const outcomeFields = {
  seq,
  hash: hash.nullable(),
  repeat: z.boolean(),
  reasons: z.array(slug),
  /** Minor units of the currency; null where there is none. */
  credited: minorUnits.nullable(),
  /** Thousandths of a relief point. */
  points: milliPoints.nullable(),
  balance: minorUnits.nullable(),
  owed: minorUnits.nullable(),
};
const outcomeNames = z.enum(["deferred", "conflict", "refused", "held", "posted"]);
const receiptFields = { v: z.literal(1), scheme: slug, station: slug, chain, at: utc };

/** What a gateway may say. */
export const receipt = z.strictObject({
  ...receiptFields,
  outcomes: z.array(z.strictObject({ ...outcomeFields, outcome: outcomeNames })),
});
export type Receipt = z.output<typeof receipt>;
export type Outcome = Receipt["outcomes"][number];

/** What a station reads: keys it does not know are left out, an outcome it does not know defers. */
export const heardReceipt = z.object({
  ...receiptFields,
  outcomes: z.array(z.object({ ...outcomeFields, outcome: outcomeNames.catch("deferred") })),
});

/** Most bytes of a receipt as MQTT carries it. */
export const MAX_RECEIPT_BYTES = 65_536;
