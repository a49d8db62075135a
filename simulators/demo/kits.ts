import type { WeighingMode } from "#edge/weighing/config.ts";
import type { Pty } from "../pty/pty.ts";
import { EMPTY_BIN_GRAMS } from "../scale/bin.ts";
import { openScale } from "../scale/far-end.ts";
import { machineOf } from "../scale/languages.ts";
import { DIVISION_GRAMS, MAX_GRAMS } from "../scale/machine.ts";
import { mtSicsScale } from "../scale/mt-sics.ts";
import type { Platform } from "../scale/platform.ts";
import type { VillageClock } from "../village/clock.ts";

/** What a collection point is equipped with. */
export type Kit = {
  readonly scale: "mt-sics" | "toledo-continuous" | "and-standard";
  readonly mode: WeighingMode;
  readonly reader: "rdm6300" | "id-12la" | "pn532";
};

type Paths = { readonly scale: string; readonly reader: string };

/** A platform, as most schemes begin. */
export const PLAIN_KIT: Kit = { scale: "mt-sics", mode: "platform", reader: "rdm6300" };

/** No two alike: a village buys what it can get. */
const KITS: readonly Kit[] = [
  PLAIN_KIT,
  { scale: "toledo-continuous", mode: "platform", reader: "id-12la" },
  { scale: "and-standard", mode: "bin", reader: "rdm6300" },
];

export const kitOf = (number: number): Kit => KITS[number % KITS.length] ?? PLAIN_KIT;

export function openKitScale({ scale }: Kit, line: Pty, platform: Platform, clock: VillageClock) {
  const setting = { platform, clock };
  return scale === "mt-sics"
    ? openScale(line, { machine: mtSicsScale, ...setting })
    : openScale(line, { machine: machineOf(scale), ...setting });
}

/** Sections [scale], [weighing] and [reader] of a station's config. */
export function kitToml({ scale, mode, reader }: Kit, paths: Paths): string {
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
[reader]
kind = "${reader}"
path = "${paths.reader}"
`;
}
