import type { WeighingMode } from "#edge/weighing/config.ts";
import type { Pty } from "../pty/pty.ts";
import { EMPTY_BIN_GRAMS } from "../scale/bin.ts";
import { openScale } from "../scale/far-end.ts";
import { machineOf } from "../scale/languages.ts";
import { DIVISION_GRAMS, MAX_GRAMS } from "../scale/machine.ts";
import { mtSicsScale } from "../scale/mt-sics.ts";
import type { Platform } from "../scale/platform.ts";
import type { VillageClock } from "../village/clock.ts";
import { arduinoToml } from "./arduino-bin.ts";

/** Scales with a serial line of their own. */
export type SerialScale = "mt-sics" | "toledo-continuous" | "and-standard";

/** What a collection point is equipped with. */
export type Kit = {
  /** "hx711": a load cell on an Arduino, which carries the keys too. */
  readonly scale: SerialScale | "hx711";
  readonly mode: WeighingMode;
  readonly reader: "rdm6300" | "id-12la" | "pn532";
};

/** Scale and keypad on a board have one path. */
type Paths = { readonly scale: string; readonly keypad: string; readonly reader: string };

/** A platform, as most schemes begin. */
export const PLAIN_KIT: Kit = { scale: "mt-sics", mode: "platform", reader: "rdm6300" };

/** No two alike: a village buys what it can get. */
const KITS: readonly Kit[] = [
  PLAIN_KIT,
  { scale: "toledo-continuous", mode: "platform", reader: "id-12la" },
  { scale: "and-standard", mode: "bin", reader: "rdm6300" },
];

/** Which station it is with `--arduino`, from 0. */
export const ARDUINO_NUMBER = 2;
const ARDUINO_KIT: Kit = { scale: "hx711", mode: "bin", reader: "rdm6300" };

/** @param number of the station, from 0 */
export const kitOf = (number: number, arduino: boolean): Kit =>
  (arduino ? KITS.with(ARDUINO_NUMBER, ARDUINO_KIT) : KITS)[number % KITS.length] ?? PLAIN_KIT;

export function openKitScale(
  scale: SerialScale,
  line: Pty,
  platform: Platform,
  clock: VillageClock,
) {
  const setting = { platform, clock };
  return scale === "mt-sics"
    ? openScale(line, { machine: mtSicsScale, ...setting })
    : openScale(line, { machine: machineOf(scale), ...setting });
}

/** Sections [scale], [weighing], [keypad] and [reader] of a station's config, and [board] where there is one. */
export function kitToml({ scale, mode, reader }: Kit, paths: Paths): string {
  const fittings =
    scale === "hx711" ? arduinoToml(paths.scale) : serialToml({ scale, mode }, paths);
  return `${fittings}
[reader]
kind = "${reader}"
path = "${paths.reader}"
`;
}

type SerialKit = Pick<Kit, "mode"> & { readonly scale: SerialScale };

function serialToml({ scale, mode }: SerialKit, paths: Paths): string {
  const bin = mode === "bin" ? `empty_bin_grams = ${EMPTY_BIN_GRAMS}\n` : "";
  return `[scale]
kind = "${scale}"
path = "${paths.scale}"
id = "${mode}-1"
division = ${DIVISION_GRAMS}
max_grams = ${MAX_GRAMS}
verified_until = "2099-01-01"
calibration = "2026-09-01"

[weighing]
mode = "${mode}"
${bin}
[keypad]
kind = "serial-keypad"
path = "${paths.keypad}"
`;
}
