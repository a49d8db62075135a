import type * as z from "zod";
import type { Sample } from "../weighing/reading.ts";
import type { CardKey } from "./card/card-id.ts";
import { rdm6300, rdm6300Config } from "./card/rdm6300.ts";
import type { Tap } from "./card/tap.ts";
import type { DriverTools, Source } from "./driver.ts";
import { type KeyPress, keypadConfig, serialKeypad } from "./panel/keypad.ts";
import { mtSics, mtSicsConfig, type Scale } from "./scale/mt-sics.ts";

// The devices that a station knows. One more: its file, one line in the config, one below.
export const scaleSection = mtSicsConfig;
export const readerSection = rdm6300Config;
export const keypadSection = keypadConfig;

export type DevicesConfig = {
  readonly scale: z.output<typeof scaleSection>;
  readonly reader: z.output<typeof readerSection>;
  /** A station with one stream that confirms by itself needs no keys. */
  readonly keypad: z.output<typeof keypadSection> | null;
};

export type Devices = {
  readonly scale: Source<Sample, Scale>;
  readonly reader: Source<Tap>;
  readonly keypad: Source<KeyPress> | null;
};

type Tools = DriverTools & { readonly cardKey: CardKey };

/** Opens nothing yet. */
export function devicesOf({ scale, reader, keypad }: DevicesConfig, tools: Tools): Devices {
  return {
    scale: scales[scale.kind](scale, tools),
    reader: readers[reader.kind](reader, tools),
    keypad: keypad === null ? null : keypads[keypad.kind](keypad, tools),
  };
}

const scales = { "mt-sics": mtSics } as const;
const readers = { rdm6300 } as const;
const keypads = { "serial-keypad": serialKeypad } as const;
