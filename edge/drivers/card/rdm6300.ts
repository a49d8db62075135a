import * as z from "zod";
import { type Source, serialFields } from "../driver.ts";
import { tagReader } from "./tag-frames.ts";
import { type CardTools, readerFields, type Tap } from "./tap.ts";

/** Section [reader] of station.toml. */
export const rdm6300Config = z
  .strictObject({
    kind: z.literal("rdm6300"),
    ...serialFields,
    ...readerFields,
  })
  .transform(({ kind, path, baud_rate, absence_ms }) => ({
    kind,
    path,
    baudRate: baud_rate,
    absenceMs: absence_ms,
  }));
export type Rdm6300Config = z.output<typeof rdm6300Config>;

/**
 * Readers of 125 kHz tags (EM4100) that repeat a frame while a tag is near. The UID stays in here.
 * Source: hobbycomponents' manual of the RDM6300.
 */
export function rdm6300(config: Rdm6300Config, tools: CardTools): Source<Tap> {
  return tagReader(config, "\x03", tools);
}
