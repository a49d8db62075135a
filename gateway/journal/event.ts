import * as z from "zod";
import { card, chain, hash, milliPoints, minorUnits, seq, slug, utc } from "#contract/fields.ts";
import type { Json } from "#contract/json.ts";
import { publicJwk } from "#contract/jwk.ts";
import { tariffDocument } from "./tariff-document.ts";

/** `YYYY-MM-DD` and `YYYY-MM` in the scheme's time zone. */
export const localDate = z.string().regex(/^\d{4}-\d\d-\d\d$/);
export const localMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "not a month like 2026-11");

const entryId = { station: slug, chain, seq };

/** When a deposit was weighed, and how that is known; its local date is never computed again. */
export const weighing = z.strictObject({
  time: utc,
  date: localDate,
  from: z.enum(["stamp", "derived"]),
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
});
export type Verdict = z.output<typeof verdict>;

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
  }),
  z.strictObject({ kind: z.literal("entry-dated"), ...entryId, weighing, verdict }),
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
  z.strictObject({ kind: z.literal("tariff-published"), tariff: tariffDocument }),
  z.strictObject({ kind: z.literal("restored"), since: utc }),
]);
export type EventBody = z.output<typeof eventBody>;
export type EventKind = EventBody["kind"];
export type EventOf<Kind extends EventKind> = Extract<EventBody, { kind: Kind }>;

/** One line of the journal. `position` counts from 1 without gaps. */
export type JournalEvent = {
  readonly position: number;
  readonly at: z.output<typeof utc>;
  readonly actor: string;
  readonly body: EventBody;
};
