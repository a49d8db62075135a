import { EMPTY_BIN_GRAMS } from "../scale/bin.ts";
import { DIVISION_GRAMS, MAX_GRAMS } from "../scale/machine.ts";

/** How the Uno is wired: as docs/examples/arduino-bin.toml has it, and a fifth stream on the pin left over. */
export const ARDUINO_PINS = {
  streams: [2, 3, 4, 5, 10],
  ok: 6,
  cancel: 7,
  buzzer: 8,
  lid: 9,
  dout: 11,
  sck: 12,
  light: 13,
} as const;

const ZERO_COUNTS = 84_000;
const COUNTS_PER_GRAM = 20;
const SPAN_GRAMS = 20_000;

/** What the amplifier counts under so many grams, which need not be whole. */
export const countsOf = (grams: number): number =>
  Math.round(ZERO_COUNTS + COUNTS_PER_GRAM * grams);

/**
 * Sections [board], [scale], [weighing] and [keypad] of its station's config. The division is that of the
 * village's other scales, for which people pack their bags: the example's 20 g take none below 400 g.
 */
export function arduinoToml(path: string): string {
  const { streams, ok, cancel, buzzer, lid, dout, sck, light } = ARDUINO_PINS;
  return `[board]
kind = "firmata"
path = "${path}"
firmware = "qamama"
light_pin = ${light}
buzzer_pin = ${buzzer}

[board.lid]
pin = ${lid}
closed_degrees = 10
open_degrees = 100

[board.lcd]

[scale]
kind = "hx711"
data_pin = ${dout}
clock_pin = ${sck}
zero_counts = ${ZERO_COUNTS}
span_counts = ${ZERO_COUNTS + COUNTS_PER_GRAM * SPAN_GRAMS}
span_grams = ${SPAN_GRAMS}
id = "cell-1"
division = ${DIVISION_GRAMS}
max_grams = ${MAX_GRAMS}
calibration = "2026-09-01"

[weighing]
mode = "bin"
empty_bin_grams = ${EMPTY_BIN_GRAMS}

[keypad]
kind = "buttons"
stream_pins = [${streams.join(", ")}]
ok_pin = ${ok}
cancel_pin = ${cancel}
`;
}
