import * as z from "zod";
import { fail, ok } from "#contract/result.ts";
import { Grams } from "#contract/units.ts";
import type { Sample, WeightProblem } from "../../weighing/reading.ts";
import type { DriverTools, Source } from "../driver.ts";
import { type FixedState, nothing, readFixed } from "./fixed-frames.ts";
import type { LineReading } from "./line-frames.ts";
import { checkInstrument, scaleFields, scaleOf } from "./section.ts";
import { type Scale, type ScaleProtocol, serialScale } from "./serial-scale.ts";

/** Section [scale] of station.toml. */
export const toledoContinuousConfig = z
  .strictObject({
    kind: z.literal("toledo-continuous"),
    ...scaleFields({ baudRate: 9600, dataBits: 7, parity: "even" }),
    /** Does the indicator end its frames with a check sum? */
    checksum: z.boolean().default(true),
  })
  .superRefine(checkInstrument)
  .transform((section) => {
    const { kind, checksum } = section;
    return { kind, checksum, ...scaleOf(section) };
  });
export type ToledoContinuousConfig = z.output<typeof toledoContinuousConfig>;

/**
 * Indicators that send Mettler-Toledo's continuous output, and the many that imitate it.
 * Source: KERN FTC manual, page 42; its printed status bits are those of Toledo's own terminals.
 */
export function toledoContinuous(
  config: ToledoContinuousConfig,
  tools: DriverTools,
): Source<Sample, Scale> {
  return serialScale(config, toledoProtocol(config), tools);
}

const [STX, CR] = [0x02, 0x0d];
const BYTES = 17;

export function toledoProtocol({
  checksum,
}: {
  readonly checksum: boolean;
}): ScaleProtocol<FixedState> {
  const bytes = checksum ? BYTES + 1 : BYTES;
  const parse = (frame: Uint8Array) => (checksum && !sumsUp(frame) ? null : parseToledo(frame));
  return {
    initial: nothing,
    read: (state, chunk) => readFixed(state, chunk, { first: STX, bytes, parse }),
    ...{ begin: null, poll: null, zero: "Z\r\n" },
  };
}

/** The check sum is the two's complement of the low seven bits of the sum of all before it. */
function sumsUp(frame: Uint8Array): boolean {
  return (frame.reduce((sum, byte) => sum + byte, 0) & 0x7f) === 0;
}

/** STX, three status bytes, six digits of weight, six of tare, CR. null: these bytes are no frame. */
export function parseToledo(frame: Uint8Array): LineReading | null {
  const [stx, a = 0, b = 0, c = 0] = frame;
  const weight = Buffer.from(frame.subarray(4, 10)).toString("latin1");
  const tare = Buffer.from(frame.subarray(10, 16)).toString("latin1");
  const isFrame = stx === STX && frame[16] === CR && [a, b, c].every(isStatus);
  if (!isFrame || !isDigits(weight) || !isDigits(tare)) return null;
  const problem = problemIn(b, c);
  if (problem !== null) return fail({ code: problem });
  const step = stepOf(a & 0b111, isGrams(c) ? 1 : 1000);
  const count = Number(weight) * (isNegative(b) ? -1 : 1);
  if (!Number.isInteger(count * step)) return fail({ code: "not-a-weight" });
  const division = divisionOf(a, step);
  const gross = Grams(Math.round(count * step));
  return ok({ gross, stable: (b & MOTION) === 0, ...(division === null ? {} : { division }) });
}

const [NET, NEGATIVE, OUT_OF_RANGE, MOTION, KILOGRAMS] = [0x01, 0x02, 0x04, 0x08, 0x10];
const [ALWAYS, NOT_ZEROED, PARITY] = [0x20, 0x40, 0x80];
/** Of the third status byte: which unit it is, where it is none of pounds and kilograms. */
const [UNIT, GRAMS] = [0b111, 0b001];
/** It shows a digit more than it counts for, as for a test. */
const EXPANDED = 0x10;

const isStatus = (byte: number) => (byte & ALWAYS) !== 0 && (byte & PARITY) === 0;
const isDigits = (text: string) => /^ *\d+$/.test(text);
const isNegative = (b: number) => (b & NEGATIVE) !== 0;
const isGrams = (c: number) => (c & UNIT) === GRAMS;

/** What is worst comes first: an overload in pounds is an overload. */
function problemIn(b: number, c: number): WeightProblem["code"] | null {
  if ((b & OUT_OF_RANGE) !== 0) return isNegative(b) ? "underload" : "overload";
  if ((b & NOT_ZEROED) !== 0) return "not-zeroed";
  if ((c & EXPANDED) !== 0) return "fault";
  const isKilograms = (c & UNIT) === 0 && (b & KILOGRAMS) !== 0;
  if (!isKilograms && !isGrams(c)) return "unit";
  return (b & NET) === 0 ? null : "net";
}

/** g of one in the last digit. The point stands two digits behind the last (0) to five before it (7). */
function stepOf(point: number, gramsOfUnit: number): number {
  return point <= 2 ? gramsOfUnit * 10 ** (2 - point) : gramsOfUnit / 10 ** (point - 2);
}

/** The display counts by one, two or five; null where that is not said, or is less than a gram. */
function divisionOf(a: number, step: number): Grams | null {
  const increment = [0, 1, 2, 5][(a >> 3) & 0b11] ?? 0;
  const division = increment * step;
  return division >= 1 && Number.isInteger(division) ? Grams(division) : null;
}
