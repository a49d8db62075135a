import * as z from "zod";
import { card, chain, grams, milliPoints, minorUnits, seq, slug } from "#contract/fields.ts";

// What the demo and the processes that it starts say to each other over Node's IPC.

const line = z.strictObject({
  anchorMs: z.number(),
  villageMs: z.number(),
  rate: z.number().positive(),
  untilMs: z.number(),
});

/** `id` asks for an answer with the same id. */
export const toChild = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("start"), line, config: z.unknown() }),
  z.strictObject({ kind: z.literal("line"), id: z.int(), line }),
  z.strictObject({ kind: z.literal("ask"), id: z.int(), question: z.string() }),
  z.strictObject({ kind: z.literal("stop") }),
]);
export type ToChild = z.output<typeof toChild>;

export const stationEvent = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("recorded"),
    chain,
    seq,
    card: card.nullable(),
    stream: slug,
    net: grams(2_000_000),
  }),
  z.strictObject({
    kind: z.literal("receipted"),
    chain,
    seq,
    outcome: z.string(),
    reasons: z.array(slug),
    credited: minorUnits.nullable(),
    points: milliPoints.nullable(),
  }),
  /** The display shows something else: the session's phase. */
  z.strictObject({ kind: z.literal("shows"), phase: z.string() }),
]);
export type StationEvent = z.output<typeof stationEvent>;
export type Recorded = Extract<StationEvent, { kind: "recorded" }>;
export type Receipted = Extract<StationEvent, { kind: "receipted" }>;

export const fromChild = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready") }),
  /** It could not start; one sentence for a person. */
  z.strictObject({ kind: z.literal("failed"), message: z.string() }),
  z.strictObject({ kind: z.literal("answer"), id: z.int(), value: z.unknown() }),
  z.strictObject({ kind: z.literal("event"), event: stationEvent }),
]);
export type FromChild = z.output<typeof fromChild>;
