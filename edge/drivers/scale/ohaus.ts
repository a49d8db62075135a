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
export const ohausConfig = z
  .strictObject({
    kind: z.literal("ohaus"),
    ...scaleFields({ baudRate: 9600, dataBits: 8, parity: "none" }),
  })
  .superRefine(checkInstrument)
  .transform((section) => ({ kind: section.kind, ...scaleOf(section) }));
export type OhausConfig = z.output<typeof ohausConfig>;

/** Ohaus' Defender and its kin, printing all the time. Source: Defender 3000 manual, page 37. */
export function ohaus(config: OhausConfig, tools: DriverTools): Source<Sample, Scale> {
  return serialScale(config, ohausProtocol, tools);
}

export const ohausProtocol: ScaleProtocol<LineState> = {
  ...lineFrames(parseOhaus),
  ...{ begin: "CP\r\n", poll: null, zero: "Z\r\n" },
};

const FRAME = /^([ -]) ([ \d.]{7}) (.{5})([? ])(.{3})$/;

/** Sign, blank, seven characters of weight, blank, five of unit, `?` while it moves, legend of three. */
export function parseOhaus(text: string): LineReading | null {
  if (text === "ES" || text === "OK!") return null;
  const [, sign, digits = "", name = "", moving, legend = ""] = FRAME.exec(text) ?? [];
  if (sign === undefined) return fail({ code: "not-a-weight" });
  const unit = name.trim();
  if (!isWeightUnit(unit)) return fail({ code: "unit" });
  if (!["", "G"].includes(legend.trim())) return fail({ code: "net" });
  const gross = decimalGrams(`${sign === "-" ? "-" : ""}${digits.trim()}`, unit);
  return gross === null ? fail({ code: "not-a-weight" }) : ok({ gross, stable: moving === " " });
}
