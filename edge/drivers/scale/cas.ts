import * as z from "zod";
import { fail, ok } from "#contract/result.ts";
import type { Sample } from "../../weighing/reading.ts";
import type { DriverTools, Source } from "../driver.ts";
import type { LineState } from "../lines.ts";
import { decimalGrams, isWeightUnit, type WeightUnit } from "./decimal-grams.ts";
import { type LineReading, lineFrames } from "./line-frames.ts";
import { checkInstrument, scaleFields, scaleOf } from "./section.ts";
import { type Scale, type ScaleProtocol, serialScale } from "./serial-scale.ts";

const line = scaleFields({ baudRate: 9600, dataBits: 8, parity: "none" });

/** Section [scale] of station.toml, for CAS indicators that send their 22 bytes. */
export const cas22Config = z
  .strictObject({ kind: z.literal("cas-22"), ...line })
  .superRefine(checkInstrument)
  .transform((section) => ({ kind: section.kind, ...scaleOf(section) }));
export type Cas22Config = z.output<typeof cas22Config>;

/** The same, for their 10 bytes, in which only digits come. */
export const cas10Config = z
  .strictObject({
    kind: z.literal("cas-10"),
    ...line,
    /** As set on the indicator: the frame does not say. */
    unit: z.enum(["kg", "g"]),
    /** To be written out: nothing but our own window tells whether a weight stands still. */
    stability: z.literal("window"),
  })
  .superRefine(checkInstrument)
  .refine(({ verified_until }) => verified_until === undefined, {
    path: ["verified_until"],
    message: "cannot be claimed for frames that say neither stable nor gross: set it to 22 bytes",
  })
  .transform((section) => {
    const { kind, unit } = section;
    return { kind, unit, ...scaleOf(section) };
  });
export type Cas10Config = z.output<typeof cas10Config>;

/** Source: CAS CI-600D manual, page 74; CI-400, page 103. */
export function cas22(config: Cas22Config, tools: DriverTools): Source<Sample, Scale> {
  return serialScale(config, cas22Protocol, tools);
}

export function cas10(config: Cas10Config, tools: DriverTools): Source<Sample, Scale> {
  return serialScale(config, cas10Protocol(config.unit), tools);
}

const asked = { begin: null, poll: null, zero: "ZE\r\n" } as const;

export const cas22Protocol: ScaleProtocol<LineState> = { ...lineFrames(parseCas22), ...asked };

export const cas10Protocol = (unit: WeightUnit): ScaleProtocol<LineState> => ({
  ...lineFrames((text) => parseCas10(text, unit)),
  ...asked,
});

const FRAME = /^(ST|US|OL),(GS|NT),[\x20-\xff]([\x80-\xff]),([ \d.+-]{8}) (kg| g|g |lb| t|oz)$/;
const [TARE, ZERO, STABLE, HOLD] = [0x02, 0x01, 0x40, 0x10];

/** `ST,GS,` id, lamps, `,` eight characters of weight, blank, unit. Lamps and words must agree. */
export function parseCas22(text: string): LineReading {
  const [, state, kind, lamps = "\x80", value = "", name = ""] = FRAME.exec(text) ?? [];
  const lit = lamps.charCodeAt(0);
  if (state === undefined) return fail({ code: "not-a-weight" });
  if (state === "OL") return fail({ code: value.includes("-") ? "underload" : "overload" });
  const unit = name.trim();
  if (!isWeightUnit(unit)) return fail({ code: "unit" });
  if (kind === "NT" || (lit & TARE) !== 0) return fail({ code: "net" });
  if ((lit & HOLD) !== 0) return fail({ code: "busy" }); // it shows what lay there before
  const gross = signedGrams(value, unit);
  const stable = state === "ST" && (lit & STABLE) !== 0;
  if (gross === null) return fail({ code: "not-a-weight" });
  return ok({ gross, stable, zero: (lit & ZERO) !== 0 });
}

/** Eight characters of weight, and nothing else. `stable` is left to the window. */
export function parseCas10(text: string, unit: WeightUnit): LineReading {
  const gross = text.length === 8 ? signedGrams(text, unit) : null;
  return gross === null ? fail({ code: "not-a-weight" }) : ok({ gross, stable: true });
}

/** The sign stands first or right before the digits. */
function signedGrams(value: string, unit: WeightUnit) {
  const [, sign = "", digits = ""] = /^ *([+-]?) *([\d.]+)$/.exec(value) ?? [];
  return decimalGrams(`${sign === "-" ? "-" : ""}${digits}`, unit);
}
