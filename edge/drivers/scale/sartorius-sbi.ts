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
export const sartoriusSbiConfig = z
  .strictObject({
    kind: z.literal("sartorius-sbi"),
    ...scaleFields({ baudRate: 9600, dataBits: 8, parity: "none" }),
    /** ms between two questions for the weight. */
    poll_ms: z.int().min(50).max(1000).default(100),
  })
  .superRefine(checkInstrument)
  .transform((section) => {
    const { kind, poll_ms } = section;
    return { kind, pollMs: poll_ms, ...scaleOf(section) };
  });
export type SartoriusSbiConfig = z.output<typeof sartoriusSbiConfig>;

/** Scales that speak Sartorius' SBI. Source: Sartorius GC manual, page 57; LE manual, page 51. */
export function sartoriusSbi(
  config: SartoriusSbiConfig,
  tools: DriverTools,
): Source<Sample, Scale> {
  return serialScale(config, sbiProtocol(config), tools);
}

const PRINT = "\x1bP\r\n";

export function sbiProtocol({ pollMs }: { readonly pollMs: number }): ScaleProtocol<LineState> {
  return {
    ...lineFrames(parseSbi),
    ...{ begin: PRINT, poll: { text: PRINT, everyMs: pollMs }, zero: "\x1bV\r\n" },
  };
}

const VALUE = /^([+ -]) ([ \d.]{8}) (.{3})$/;
const SPECIAL = / ([HLC]) /;
const CODES = { H: "overload", L: "underload", C: "busy" } as const;
/** Of the form of 22 characters: net or gross. One that has no tare calls its gross weight net. */
const NAMES: readonly string[] = ["N", "G"];
const [NAME_LENGTH, VALUE_LENGTH] = [6, 14];

/**
 * Sign, blank, eight characters of value, blank, three of unit; before it six of name, in the longer form.
 * While the load moves the unit is blank, and nobody knows of what unit the digits are.
 */
export function parseSbi(text: string): LineReading {
  if (/^(?:Stat *)?Err +\d+ *$/.test(text)) return fail({ code: "fault" });
  const isLong = text.length === NAME_LENGTH + VALUE_LENGTH;
  const name = isLong ? text.slice(0, NAME_LENGTH).trim() : "N";
  const value = isLong ? text.slice(NAME_LENGTH) : text;
  const special = value.length === VALUE_LENGTH ? SPECIAL.exec(value)?.[1] : undefined;
  if (special === "H" || special === "L" || special === "C") return fail({ code: CODES[special] });
  return NAMES.includes(name) ? parseValue(value) : fail({ code: "not-a-weight" });
}

function parseValue(value: string): LineReading {
  const [, sign, digits = "", name = ""] = VALUE.exec(value) ?? [];
  if (sign === undefined) return fail({ code: "not-a-weight" });
  const unit = name.trim();
  if (unit === "") return fail({ code: "busy" });
  if (!isWeightUnit(unit)) return fail({ code: "unit" });
  const gross = decimalGrams(`${sign === "-" ? "-" : ""}${digits.trim()}`, unit);
  return gross === null ? fail({ code: "not-a-weight" }) : ok({ gross, stable: true });
}
