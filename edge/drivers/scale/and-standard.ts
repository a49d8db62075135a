import * as z from "zod";
import { fail, ok } from "#contract/result.ts";
import type { Sample } from "../../weighing/reading.ts";
import type { DriverTools, Source } from "../driver.ts";
import type { LineState } from "../lines.ts";
import { decimalGrams, isWeightUnit } from "./decimal-grams.ts";
import { type LineReading, lineFrames } from "./line-frames.ts";
import { checkInstrument, scaleFields, scaleOf } from "./section.ts";
import { type Scale, type ScaleProtocol, serialScale } from "./serial-scale.ts";

/** Section [scale] of station.toml. */
export const andStandardConfig = z
  .strictObject({
    kind: z.literal("and-standard"),
    ...scaleFields({ baudRate: 2400, dataBits: 7, parity: "even" }),
  })
  .superRefine(checkInstrument)
  .transform((section) => ({ kind: section.kind, ...scaleOf(section) }));
export type AndStandardConfig = z.output<typeof andStandardConfig>;

/** Scales with A&D's standard format, sending all the time. Source: A&D GC series manual, page 51. */
export function andStandard(config: AndStandardConfig, tools: DriverTools): Source<Sample, Scale> {
  return serialScale(config, andProtocol, tools);
}

export const andProtocol: ScaleProtocol<LineState> = {
  ...lineFrames(parseAnd),
  ...{ begin: "SIR\r\n", poll: null, zero: "R\r\n" },
};

/** The comparator's word, on scales that have one, says nothing of the weight itself. */
const WEIGHT =
  /^(ST|US),(?:(?:LO|OK|HI|--),)?([+-])([\d.]{8})( {2}[A-Za-z%]| [A-Za-z%]{2}|[A-Za-z%]{3})$/;
const ACKNOWLEDGED = "\x06";
const REFUSED = /^EC,E\d\d$/;

/** `ST,+0001.234 kg` (stable), `US,...` (moving), `OL,±9999999E+19`. Pieces (QT) are no weight. */
export function parseAnd(text: string): LineReading | null {
  if (text === ACKNOWLEDGED || REFUSED.test(text)) return null;
  if (/^OL,(?:(?:LO|OK|HI|--),)?\+9999999E\+19$/.test(text)) return fail({ code: "overload" });
  if (/^OL,(?:(?:LO|OK|HI|--),)?-9999999E\+19$/.test(text)) return fail({ code: "underload" });
  if (/^QT,/.test(text)) return fail({ code: "unit" });
  const [, state, sign, digits = "", name = ""] = WEIGHT.exec(text) ?? [];
  if (state === undefined) return fail({ code: "not-a-weight" });
  const unit = name.trim();
  if (!isWeightUnit(unit)) return fail({ code: "unit" });
  const gross = decimalGrams(`${sign === "-" ? "-" : ""}${digits}`, unit);
  return gross === null ? fail({ code: "not-a-weight" }) : ok({ gross, stable: state === "ST" });
}
