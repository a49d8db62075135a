import * as z from "zod";
import { minorUnits, signedGrams, slug } from "#contract/fields.ts";

// What goes from the station to its page: no words, and nothing that names a card. The station writes it
// and the page, which the same station served, reads it; tests parse it.

/** What whoever stands there is to do, or to wait for. */
export const CUES = [
  "tapCard",
  "tapOrSlip",
  "chooseStream",
  "noStreams",
  "putBag",
  "throwIn",
  "weighing",
  "emptyFirst",
  "binSettles",
  "binIsLess",
  "overload",
  "belowZero",
  "misset",
  "scaleLost",
  "readerLost",
  "keypadLost",
  "boardLost",
  "confirm",
  "grades",
  "slipGrams",
  "slipNumber",
  "wait",
  "takeOff",
  "recorded",
  "notRecorded",
  "timeout",
  "cancelled",
] as const;

const NOTICES = [
  "other-card",
  "blocked",
  "no-such-key",
  "attended-only",
  "load-changed",
  "container",
  "attended",
  "unattended",
  "no-such-weight",
  "no-slip-number",
] as const;

const offered = z.strictObject({
  stream: slug,
  label: z.strictObject({ ar: z.string(), en: z.string() }),
});

export const kioskState = z.strictObject({
  cue: z.enum(CUES),
  /** What is being handed in. */
  stream: offered.nullable(),
  /** What each number key means now; null: it turns the page of the menu. Empty: nothing is to be chosen. */
  menu: z.array(z.strictObject({ key: z.int().min(1).max(9), offers: offered.nullable() })),
  /** g that the scale shows of what came; null: it shows no weight. */
  live: z.strictObject({ grams: signedGrams, isStill: z.boolean() }).nullable(),
  /** g net, of the bag that is being or was just handed in. */
  drop: signedGrams.nullable(),
  /** What the card's account held by its last receipt; `none`: no receipt has named this card yet. */
  account: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("none") }),
      z.strictObject({
        kind: z.literal("known"),
        balance: minorUnits,
        owed: minorUnits,
        ageMs: z.number().min(0).nullable(),
      }),
    ])
    .nullable(),
  /** What became of the last bag. */
  credit: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.enum(["follows", "checking"]) }),
      z.strictObject({ kind: z.literal("posted"), credited: minorUnits, balance: minorUnits }),
    ])
    .nullable(),
  currency: z.strictObject({ code: z.string(), minorUnits: z.int() }),
  notice: z.enum(NOTICES).nullable(),
  /** Devices that are gone. */
  lost: z.array(z.enum(["scale", "reader", "keypad", "board"])),
  isAttended: z.boolean(),
  grade: z.enum(["A", "B", "C"]).nullable(),
  /** What an attendant has typed of a slip. */
  typed: z.string().nullable(),
});
export type KioskState = z.output<typeof kioskState>;
export type Cue = KioskState["cue"];

/** First on every line: which page this station serves, and the language it speaks by itself. */
export type Hello = { readonly page: string; readonly language: "ar" | "en" };

/** The station is heard so often at the least: what is silent for much longer is dead. */
export const BEAT_EVERY_MS = 1_500;
