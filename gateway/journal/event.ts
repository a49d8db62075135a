import * as z from "zod";
import {
  card,
  chain,
  grams,
  hash,
  milliPoints,
  minorUnits,
  seq,
  slug,
  utc,
  uuid,
} from "#contract/fields.ts";
import type { Json } from "#contract/json.ts";
import { publicJwk } from "#contract/jwk.ts";
import { statementFee } from "#contract/relief-statement.ts";
import { approval } from "./approval.ts";
import { correction } from "./correction.ts";
import { councilDecision } from "./decision.ts";
import { feeAccount } from "./fee-account.ts";
import { reliefRule } from "./relief-rule.ts";
import { tariffDocument } from "./tariff-document.ts";

/** `YYYY-MM-DD` and `YYYY-MM` in the scheme's time zone. */
export const localDate = z.string().regex(/^\d{4}-\d\d-\d\d$/);
export const localMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "not a month like 2026-11");

const entryId = { station: slug, chain, seq };

/** When a deposit was weighed, and how that is known; its local date is never computed again. */
export const weighing = z.strictObject({
  time: utc,
  date: localDate,
  /** The deposit's own stamp; another stamp of its boot; a person. */
  from: z.enum(["stamp", "derived", "person"]),
});
export type Weighing = z.output<typeof weighing>;

/** What was decided about an entry, and what it added: all that a repeated receipt needs. */
export const verdict = z.strictObject({
  outcome: z.enum(["posted", "held", "refused"]),
  reasons: z.array(slug),
  /** The account that earned: `household:…` or `unclaimed:…`; null where nothing is credited. */
  holder: z.string().nullable(),
  credited: minorUnits.nullable(),
  points: milliPoints.nullable(),
  /** The year for which its grams and points count; null where it is not posted, or no deposit. */
  reliefYear: z.int().nullable(),
});
export type Verdict = z.output<typeof verdict>;

/** A moment that a boot's synced clock vouches for: what dates deposits of a clock never set. */
export const clockReading = z.strictObject({ boot: uuid, uptimeMs: z.int().min(0), time: utc });

/** What closing a year freezes of a household: all but the shekels, which follow the fee charged. */
export const closedYear = z.strictObject({
  household: slug,
  milliPoints,
  basisPoints: z.int(),
  /** Where it lives on 1 April after the year, as the account stood then; null: nowhere known. */
  fee: statementFee.nullable(),
});
export type ClosedYear = z.output<typeof closedYear>;

/** Everything that changes state: appended, never changed. `at` and `actor` stand beside it. */
export const eventBody = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("entry-received"),
    ...entryId,
    hash,
    /** As parsed; the text of one that is malformed. */
    entry: z.json() as unknown as z.ZodType<Json, Json>,
    weighing: weighing.nullable(),
    verdict,
    /** What the cutting of its page says of a boot's clock, where that was not known. */
    sent: clockReading.nullable(),
  }),
  z.strictObject({ kind: z.literal("entry-dated"), ...entryId, weighing, verdict }),
  /** Signed, and not to be recorded: it lies in quarantine until a person decides. */
  z.strictObject({
    kind: z.literal("entry-set-aside"),
    ...entryId,
    hash,
    reason: z.enum(["conflict", "wrong-chain"]),
    /** As received. */
    text: z.string(),
  }),
  /** What the cutting of a page says of a boot's clock, where the page brought nothing else that is new. */
  z.strictObject({ kind: z.literal("clock-read"), station: slug, ...clockReading.shape }),
  z.strictObject({
    kind: z.literal("deposit-corrected"),
    /** Position of the event that brought the deposit. */
    deposit: z.int().min(1),
    ...entryId,
    /** Of what lies in quarantine beside the entry that took its id; else null. */
    hash: hash.nullable(),
    correction,
    reason: z.string().min(1),
    approval,
    /** When it was weighed: as before, or as a person now says; null where nobody knows, or needs to. */
    weighing: weighing.nullable(),
    /** The deposit as it counts from now on. */
    verdict,
    /** g of its holder's month in its stream then, itself included; null where it is struck out. */
    month: z
      .strictObject({ a: grams(Number.MAX_SAFE_INTEGER), b: grams(Number.MAX_SAFE_INTEGER) })
      .nullable(),
    /** What is taken from its holder before and given to its holder now; one sum where it is the same. */
    differences: z.array(
      z.strictObject({ holder: z.string(), credited: minorUnits, points: milliPoints }),
    ),
  }),
  z.strictObject({ kind: z.literal("person-registered"), person: slug, approval }),
  z.strictObject({ kind: z.literal("producer-enrolled"), producer: slug }),
  z.strictObject({
    kind: z.literal("payment-recorded"),
    household: slug,
    producer: slug,
    amount: minorUnits,
    /** The producer's own number of this sale: the same one is never taken twice. */
    reference: z.string().min(1),
  }),
  z.strictObject({
    kind: z.literal("station-enrolled"),
    station: slug,
    chain,
    publicKey: publicJwk,
    passwordHash: z.string(),
  }),
  z.strictObject({
    kind: z.literal("chain-requested"),
    station: slug,
    chain,
    publicKey: publicJwk,
  }),
  z.strictObject({
    kind: z.literal("chain-approved"),
    station: slug,
    chain,
    number: z.int().min(1),
  }),
  z.strictObject({ kind: z.literal("station-revoked"), station: slug, chains: z.array(chain) }),
  z.strictObject({
    kind: z.literal("household-added"),
    household: slug,
    members: z.int().min(1).max(99),
  }),
  z.strictObject({ kind: z.literal("card-issued"), household: slug, card }),
  z.strictObject({ kind: z.literal("card-blocked"), card }),
  z.strictObject({
    kind: z.literal("household-resized"),
    household: slug,
    members: z.int().min(1).max(99),
    fromMonth: localMonth,
  }),
  z.strictObject({ kind: z.literal("tariff-published"), tariff: tariffDocument, approval }),
  z.strictObject({ kind: z.literal("relief-rule-published"), rule: reliefRule, approval }),
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
  z.strictObject({ kind: z.literal("restored"), since: utc }),
]);
export type EventBody = z.output<typeof eventBody>;
export type EventKind = EventBody["kind"];
export type EventOf<Kind extends EventKind> = Extract<EventBody, { kind: Kind }>;

/** One line of the journal. `position` counts from 1 without gaps. */
export const journalEvent = z.strictObject({
  position: z.int().min(1),
  at: utc,
  actor: z.string(),
  body: eventBody,
});
export type JournalEvent = Readonly<z.output<typeof journalEvent>>;
