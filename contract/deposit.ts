import * as z from "zod";
import { ascii, card, grams, hash, slug } from "./fields.ts";

/** Heaviest thing that the contract can say, in grams. */
export const MAX_GROSS_GRAMS = 2_000_000;

const weight = grams(MAX_GROSS_GRAMS);

const scale = z.strictObject({
  id: ascii(32),
  /** g: the scale's smallest step. */
  division: z.int().min(1).max(MAX_GROSS_GRAMS),
  /** Under legal verification at the time (OIML R 76, Directive 2014/31/EU). */
  verified: z.boolean(),
  /** Readings in the stability window, and the difference of its largest and smallest, in g. */
  samples: z.int().min(1),
  spread: z.int().min(0),
  calibration: ascii(32),
  /** SHA-256 of the window's raw frames, which the station keeps for 90 days. */
  window: hash,
});

const cardProof = z.strictObject({
  cmac: z.string().regex(/^[0-9a-f]{16}$/, "not 16 hex digits"),
  picc: z.string().regex(/^[0-9a-f]{32}$/, "not 32 hex digits"),
  type: z.literal("ntag424-sun"),
});

/** One weighed handing-in of one stream. Weights in grams; see docs/PROTOCOL.md, "Entry". */
export const deposit = z
  .strictObject({
    card: card.nullable(),
    cardProof: cardProof.nullable(),
    stream: slug,
    grade: z.enum(["A", "B", "C"]).nullable(),
    gross: weight,
    tare: weight,
    net: weight,
    capture: z.enum(["scale", "manual"]),
    attendant: card.nullable(),
    slip: ascii(64).nullable(),
    scale: scale.nullable(),
  })
  .superRefine((it, context) => {
    const fault = faultIn(it);
    if (fault !== null) context.addIssue({ code: "custom", message: fault });
  });
export type Deposit = z.output<typeof deposit>;
export type Grade = NonNullable<Deposit["grade"]>;
export type CardProof = NonNullable<Deposit["cardProof"]>;

function faultIn(
  it: {
    [Field in "card" | "capture" | "attendant" | "scale"]: unknown;
  } & { gross: number; tare: number; net: number },
): string | null {
  if (it.net !== it.gross - it.tare) return "net is not gross minus tare";
  if (it.net <= 0) return "net is not above zero";
  const manual = it.capture === "manual";
  if (manual !== (it.scale === null)) return "a scale's capture has a scale, a manual one has none";
  if (manual && it.attendant === null) return "a manual capture names its attendant";
  if (!manual && it.card === null) return "only a manual capture may lack a card";
  return null;
}
