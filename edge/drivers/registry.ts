import * as z from "zod";
import { assert } from "#contract/assert.ts";
import type { Sample } from "../weighing/reading.ts";
import { type BoardConfig, boardConfig } from "./board/config.ts";
import { type Face, openFace } from "./board/face.ts";
import { type BoardHub, boardHub } from "./board/hub.ts";
import { id12la, id12laConfig } from "./card/id-12la.ts";
import { type PcscTools, pcsc, pcscConfig } from "./card/pcsc.ts";
import { pn532, pn532Config } from "./card/pn532.ts";
import { rdm6300, rdm6300Config } from "./card/rdm6300.ts";
import { serialUid, serialUidConfig } from "./card/serial-uid.ts";
import type { CardTools, Tap } from "./card/tap.ts";
import { wedge, wedgeConfig } from "./card/wedge.ts";
import type { DriverTools, Source } from "./driver.ts";
import { boardButtons, buttonsConfig } from "./panel/buttons.ts";
import { type KeyPress, keypadConfig, serialKeypad } from "./panel/keypad.ts";
import { systemPrograms } from "./programs.ts";
import { andStandard, andStandardConfig } from "./scale/and-standard.ts";
import { cas10, cas10Config, cas22, cas22Config } from "./scale/cas.ts";
import { hx711, hx711Config } from "./scale/hx711.ts";
import { mtSics, mtSicsConfig } from "./scale/mt-sics.ts";
import { nau7802, nau7802Config } from "./scale/nau7802.ts";
import { ohaus, ohausConfig } from "./scale/ohaus.ts";
import { sartoriusSbi, sartoriusSbiConfig } from "./scale/sartorius-sbi.ts";
import type { Scale } from "./scale/serial-scale.ts";
import { toledoContinuous, toledoContinuousConfig } from "./scale/toledo-continuous.ts";

const NO_READER = 'not one of "rdm6300", "id-12la", "pn532", "serial-uid", "wedge", "pcsc"';

// The devices that a station knows. One more: its file, its config in the list, and one line below.
export const scaleSection = z.discriminatedUnion("kind", [
  mtSicsConfig,
  toledoContinuousConfig,
  andStandardConfig,
  cas22Config,
  cas10Config,
  sartoriusSbiConfig,
  ohausConfig,
  hx711Config,
  nau7802Config,
]);
export const readerSection = z.discriminatedUnion(
  "kind",
  [rdm6300Config, id12laConfig, pn532Config, serialUidConfig, wedgeConfig, pcscConfig],
  { error: ({ code }) => (code === "invalid_union" ? NO_READER : undefined) },
);
export const keypadSection = z.discriminatedUnion("kind", [keypadConfig, buttonsConfig]);
export const boardSection = boardConfig;

export type ScaleSection = z.output<typeof scaleSection>;
export type ReaderSection = z.output<typeof readerSection>;

export type KeypadSection = z.output<typeof keypadSection>;

export type DevicesConfig = {
  readonly scale: ScaleSection;
  readonly reader: ReaderSection;
  /** A station with one stream that confirms by itself needs no keys. */
  readonly keypad: KeypadSection | null;
  /** A microcontroller, on which a scale, buttons, a lid and a display may hang. */
  readonly board: BoardConfig | null;
};

/** Of a section with a line of its own; null: it hangs on a board. */
export function pathOf(section: ScaleSection | ReaderSection | KeypadSection | BoardConfig) {
  return "path" in section ? section.path : null;
}

export type Devices = {
  readonly scale: Source<Sample, Scale>;
  readonly reader: Source<Tap>;
  readonly keypad: Source<KeyPress> | null;
  /** What the bin's front shows and moves. */
  readonly board: Face | null;
};

/** `programs`: the computer's own when not given. */
type Tools = CardTools & Partial<Pick<PcscTools, "programs">>;

/** Opens nothing yet. */
export function devicesOf(config: DevicesConfig, tools: Tools): Devices {
  const { reader, keypad, board } = config;
  const hub = hubOf(board, tools);
  return {
    scale: scaleOf(config.scale, tools, hub),
    reader: readerOf(reader, tools),
    keypad: keypad === null ? null : keypadOf(keypad, tools, hub),
    board: hub === null ? null : openFace(hub, tools),
  };
}

/** @param hub where the scale hangs on a board; a checked config has it */
export function scaleOf(
  config: ScaleSection,
  tools: DriverTools,
  hub: BoardHub | null = null,
): Source<Sample, Scale> {
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
    case "hx711":
      return hx711(config, onBoard(hub), tools);
    case "nau7802":
      return nau7802(config, onBoard(hub), tools);
  }
}

export function hubOf(board: BoardConfig | null, tools: DriverTools): BoardHub | null {
  return board === null ? null : boardHub(board, tools);
}

function keypadOf(
  config: KeypadSection,
  tools: DriverTools,
  hub: BoardHub | null,
): Source<KeyPress> {
  return config.kind === "buttons"
    ? boardButtons(config, onBoard(hub), tools)
    : serialKeypad(config, tools);
}

function onBoard(hub: BoardHub | null): BoardHub {
  assert(hub !== null, "what hangs on a board has one");
  return hub;
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
