import * as z from "zod";
import {
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
import { approval } from "./approval.ts";
import { correction } from "./correction.ts";
import { localDate } from "./local-date.ts";
import { slip } from "./slip.ts";

const entryId = { station: slug, chain, seq };
/** Of a deposit that a station sent, or of one that people entered by hand: that has a slip instead. */
export const depositName = {
  station: slug,
  chain: chain.nullable(),
  seq: seq.nullable(),
  /** Of what lies in quarantine beside the entry that took its id; else null. */
  hash: hash.nullable(),
  slip: slip.optional(),
};

const weight = grams(Number.MAX_SAFE_INTEGER);
/** g: grade A or not inspected, and grade B. */
export const gradedGrams = z.strictObject({ a: weight, b: weight });

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

/** Highest counter that an NTAG 424 DNA counts to. */
const MAX_COUNTER = 2 ** 24 - 1;

/** What the keys of authenticating cards said of a proof: nobody else can, so a replay takes it from here. */
export const proof = z.union([
  z.strictObject({ counter: z.int().min(0).max(MAX_COUNTER) }),
  z.literal("bad"),
]);
export type Proof = z.output<typeof proof>;

/** What stations sent, and what people say of it. */
export const depositEvents = [
  z.strictObject({
    kind: z.literal("entry-received"),
    ...entryId,
    hash,
    /** As parsed; the text of one that is malformed. */
    entry: z.json() as unknown as z.ZodType<Json, Json>,
    weighing: weighing.nullable(),
    /** Null where there was no proof, or no key to check it by. */
    proof: proof.nullable(),
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
    ...depositName,
    correction,
    reason: z.string().min(1),
    approval,
    /** When it was weighed: as before, or as a person now says; null where nobody knows, or needs to. */
    weighing: weighing.nullable(),
    /** The deposit as it counts from now on. */
    verdict,
    /** g of its holder's month in its stream then, itself included; null where it is struck out. */
    month: gradedGrams.nullable(),
    /** What is taken from its holder before and given to its holder now; one sum where it is the same. */
    differences: z.array(
      z.strictObject({ holder: z.string(), credited: minorUnits, points: milliPoints }),
    ),
  }),
] as const;
