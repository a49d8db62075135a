import * as z from "zod";
import { fail, ok } from "#contract/result.ts";
import type { Sample } from "../../weighing/reading.ts";
import type { DriverTools, Source } from "../driver.ts";
import { type LineState, noLine, splitLines } from "../lines.ts";
import { decimalGrams, isWeightUnit } from "./decimal-grams.ts";
import type { LineReading } from "./line-frames.ts";
import { checkInstrument, scaleFields, scaleOf } from "./section.ts";
import {
  type Frame,
  type Read,
  type Scale,
  type ScaleProtocol,
  serialScale,
} from "./serial-scale.ts";

/** Section [scale] of station.toml. */
export const mtSicsConfig = z
  .strictObject({
    kind: z.literal("mt-sics"),
    ...scaleFields({ baudRate: 9600, dataBits: 8, parity: "none" }),
  })
  .superRefine(checkInstrument)
  .transform((section) => ({ kind: section.kind, ...scaleOf(section) }));
export type MtSicsConfig = z.output<typeof mtSicsConfig>;

/**
 * Scales that speak MT-SICS, levels 0 and 1. Source: Mettler-Toledo reference manual 11780711.
 */
export function mtSics(config: MtSicsConfig, tools: DriverTools): Source<Sample, Scale> {
  return serialScale(config, mtSicsProtocol, tools);
}

/** `tared`: a tare was set on the scale, so that its weights are net; an S does not say so itself. */
type SicsState = { readonly line: LineState; readonly tared: boolean };

export const mtSicsProtocol: ScaleProtocol<SicsState> = {
  initial: { line: noLine, tared: false },
  read: readSics,
  begin: "SIR\r\n",
  // Whoever presses the tare key is answered by the display alone. Scales of level 0 answer ES.
  poll: { text: "TA\r\n", everyMs: 1000 },
  zero: "Z\r\n",
};

function readSics(before: SicsState, chunk: Uint8Array): Read<SicsState> {
  const split = splitLines(before.line, chunk);
  const frames: Frame[] = [];
  let { tared } = before;
  for (const frame of split.lines) {
    tared = tareAfter(frame) ?? tared;
    const reading = parseSics(frame, tared);
    if (reading !== null) frames.push({ frame, reading });
  }
  return { state: { line: split.state, tared }, frames, ignored: split.ignored };
}

/** Is there a tare after this answer? null: it says nothing about that. */
function tareAfter(text: string): boolean | null {
  if (text === "TAC A" || /^I4 A "/.test(text)) return false; // cleared; switched on anew
  const tare = /^(?:TA A|T S|TI [SD]) +(\d+(?:\.\d+)?) [A-Za-z]+$/.exec(text)?.[1];
  return tare === undefined ? null : Number(tare) !== 0;
}

const ANSWER = /^(?:Z[AI+-]?|ZI|T|TI|TA|TAC|I\d+|SR|@) /;
const ERROR = /^E[STL]$/;

/** null: an answer to another question, or to one that the scale did not understand. */
function parseSics(text: string, tared: boolean): LineReading | null {
  if (ANSWER.test(text) || ERROR.test(text)) return null;
  const reading = parseSicsWeight(text);
  return reading.ok && tared ? fail({ code: "net" }) : reading;
}

/**
 * `S S     12.340 kg` (stable), `S D ...` (moving), or why there is no weight just now. All else is no
 * weight: noise, other units' names and fractions of a gram too.
 */
export function parseSicsWeight(text: string): LineReading {
  if (text === "S +") return fail({ code: "overload" });
  if (text === "S -") return fail({ code: "underload" });
  if (text === "S I") return fail({ code: "busy" });
  const match = /^S ([SD]) +(-?[\d.]{1,14}) ([A-Za-z]{1,4})$/.exec(text);
  const [, state, value = "", unit = ""] = match ?? [];
  if (match === null) return fail({ code: "not-a-weight" });
  if (!isWeightUnit(unit)) return fail({ code: "unit" });
  const gross = decimalGrams(value, unit);
  return gross === null ? fail({ code: "not-a-weight" }) : ok({ gross, stable: state === "S" });
}
