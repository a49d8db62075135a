import * as z from "zod";
import { chain, minorUnits, slug, utc } from "#contract/fields.ts";
import { publicJwk } from "#contract/jwk.ts";
import { approval } from "./approval.ts";
import { cardEvents } from "./card-events.ts";
import { councilEvents } from "./council-events.ts";
import { depositEntered } from "./deposit-entered.ts";
import { depositEvents } from "./deposit-events.ts";
import { disputeEvents } from "./dispute-events.ts";
import { localMonth } from "./local-date.ts";

/** Everything that changes state: appended, never changed. `at` and `actor` stand beside it. */
export const eventBody = z.discriminatedUnion("kind", [
  /** The first event of every journal: what one who has nothing else must know to compute it again. */
  z.strictObject({
    kind: z.literal("scheme-opened"),
    scheme: slug,
    timeZone: z.string(),
    currency: z.strictObject({ code: z.string(), minorUnits: z.int() }),
  }),
  ...depositEvents,
  ...disputeEvents,
  depositEntered,
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
  ...cardEvents,
  z.strictObject({
    kind: z.literal("household-resized"),
    household: slug,
    members: z.int().min(1).max(99),
    fromMonth: localMonth,
  }),
  ...councilEvents,
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
