import * as z from "zod";
import { type Source, serialFields } from "../driver.ts";
import { tagReader } from "./tag-frames.ts";
import { type CardTools, readerFields, type Tap } from "./tap.ts";

/** Section [reader] of station.toml. */
export const id12laConfig = z
  .strictObject({ kind: z.literal("id-12la"), ...serialFields, ...readerFields })
  .transform(({ kind, path, baud_rate, absence_ms }) => ({
    kind,
    path,
    baudRate: baud_rate,
    absenceMs: absence_ms,
  }));
export type Id12laConfig = z.output<typeof id12laConfig>;

/**
 * ID Innovations' ID-12LA and ID-20LA (125 kHz), in ASCII mode: one frame for each time a tag is shown.
 * Source: slab.concordia.ca/arduino/rfid; its example is in the test.
 */
export function id12la(config: Id12laConfig, tools: CardTools): Source<Tap> {
  return tagReader(config, "\r\n\x03", tools);
}
