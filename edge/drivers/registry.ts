import * as z from "zod";
import type { Sample } from "../weighing/reading.ts";
import { id12la, id12laConfig } from "./card/id-12la.ts";
import { type PcscTools, pcsc, pcscConfig } from "./card/pcsc.ts";
import { pn532, pn532Config } from "./card/pn532.ts";
import { rdm6300, rdm6300Config } from "./card/rdm6300.ts";
import { serialUid, serialUidConfig } from "./card/serial-uid.ts";
import type { CardTools, Tap } from "./card/tap.ts";
import { wedge, wedgeConfig } from "./card/wedge.ts";
import type { DriverTools, Source } from "./driver.ts";
import { type KeyPress, keypadConfig, serialKeypad } from "./panel/keypad.ts";
import { systemPrograms } from "./programs.ts";
import { andStandard, andStandardConfig } from "./scale/and-standard.ts";
import { cas10, cas10Config, cas22, cas22Config } from "./scale/cas.ts";
import { mtSics, mtSicsConfig } from "./scale/mt-sics.ts";
import { ohaus, ohausConfig } from "./scale/ohaus.ts";
import { sartoriusSbi, sartoriusSbiConfig } from "./scale/sartorius-sbi.ts";
import type { Scale } from "./scale/serial-scale.ts";
import { toledoContinuous, toledoContinuousConfig } from "./scale/toledo-continuous.ts";

// The devices that a station knows. One more: its file, its config in the list, and one line below.
export const scaleSection = z.discriminatedUnion("kind", [
  mtSicsConfig,
  toledoContinuousConfig,
  andStandardConfig,
  cas22Config,
  cas10Config,
  sartoriusSbiConfig,
  ohausConfig,
]);
export const readerSection = z.discriminatedUnion("kind", [
  rdm6300Config,
  id12laConfig,
  pn532Config,
  serialUidConfig,
  wedgeConfig,
  pcscConfig,
]);
export const keypadSection = keypadConfig;

export type ScaleSection = z.output<typeof scaleSection>;
export type ReaderSection = z.output<typeof readerSection>;

export type DevicesConfig = {
  readonly scale: ScaleSection;
  readonly reader: ReaderSection;
  /** A station with one stream that confirms by itself needs no keys. */
  readonly keypad: z.output<typeof keypadSection> | null;
};

export type Devices = {
  readonly scale: Source<Sample, Scale>;
  readonly reader: Source<Tap>;
  readonly keypad: Source<KeyPress> | null;
};

/** `programs`: the computer's own when not given. */
type Tools = CardTools & Partial<Pick<PcscTools, "programs">>;

/** Opens nothing yet. */
export function devicesOf({ scale, reader, keypad }: DevicesConfig, tools: Tools): Devices {
  return {
    scale: scaleOf(scale, tools),
    reader: readerOf(reader, tools),
    keypad: keypad === null ? null : keypads[keypad.kind](keypad, tools),
  };
}

export function scaleOf(config: ScaleSection, tools: DriverTools): Source<Sample, Scale> {
  switch (config.kind) {
    case "mt-sics":
      return mtSics(config, tools);
    case "toledo-continuous":
      return toledoContinuous(config, tools);
    case "and-standard":
      return andStandard(config, tools);
    case "cas-22":
      return cas22(config, tools);
    case "cas-10":
      return cas10(config, tools);
    case "sartorius-sbi":
      return sartoriusSbi(config, tools);
    case "ohaus":
      return ohaus(config, tools);
  }
}

export function readerOf(config: ReaderSection, given: Tools): Source<Tap> {
  const tools = { programs: systemPrograms, ...given };
  switch (config.kind) {
    case "rdm6300":
      return rdm6300(config, tools);
    case "id-12la":
      return id12la(config, tools);
    case "pn532":
      return pn532(config, tools);
    case "serial-uid":
      return serialUid(config, tools);
    case "wedge":
      return wedge(config, tools);
    case "pcsc":
      return pcsc(config, tools);
  }
}

const keypads = { "serial-keypad": serialKeypad } as const;
