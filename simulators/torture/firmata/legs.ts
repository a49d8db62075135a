import { readFileSync } from "node:fs";
import { attachHx711 } from "../../arduino/hx711.ts";
import { attachLcd } from "../../arduino/lcd.ts";
import { attachNau7802 } from "../../arduino/nau7802.ts";
import { attachServo } from "../../arduino/servo.ts";
import { standardFirmata } from "../../arduino/standard-firmata.ts";
import type { Uno } from "../../arduino/uno.ts";

/** A firmware, what weighs behind it, and how the board takes the opening of its line. */
export type Leg = {
  readonly firmware: "qamama" | "standard";
  readonly amplifier: "hx711" | "nau7802";
  readonly resetsWhenOpened: boolean;
  /** As an Uno is sold, its bootloader swallows what comes early. */
  readonly bootloaderMs?: number;
  /** Its part of all messages: StandardFirmata, which never sleeps, takes the longest to simulate. */
  readonly share: number;
};

const UNO = { firmware: "qamama", resetsWhenOpened: true, share: 0.225 } as const;

export const LEGS = {
  "qamama hx711": { ...UNO, amplifier: "hx711" },
  "qamama hx711, bootloader": { ...UNO, amplifier: "hx711", bootloaderMs: 1000 },
  "qamama hx711, no reset": { ...UNO, amplifier: "hx711", resetsWhenOpened: false },
  "qamama nau7802": { ...UNO, amplifier: "nau7802" },
  "standard nau7802": { ...UNO, firmware: "standard", amplifier: "nau7802", share: 0.1 },
} as const satisfies Readonly<Record<string, Leg>>;
export type LegName = keyof typeof LEGS;
export const LEG_NAMES = Object.keys(LEGS) as readonly LegName[];

const OWN_HEX = new URL("../../../edge/firmware/qamama.hex", import.meta.url);

export const hexOf = ({ firmware }: Leg): string =>
  firmware === "qamama" ? readFileSync(OWN_HEX, "utf8") : standardFirmata();

/** @param counts asked once a conversion */
export function hangOn(uno: Uno, { amplifier }: Leg, counts: () => number): void {
  if (amplifier === "hx711") attachHx711(uno, { dout: 11, sck: 12, counts, remembers: false });
  else attachNau7802(uno, { counts, remembers: false });
  attachLcd(uno, { columns: 16, rows: 2 });
  attachServo(uno, 9);
}

const ZERO_COUNTS = 84_000;
const COUNTS_A_GRAM = 20;
export const MAX_GRAMS = 60_000;
export const countsOf = (grams: number): number => ZERO_COUNTS + COUNTS_A_GRAM * grams;

/** Sections [scale], [keypad] and [board] of a station's config. */
export function sectionsOf({ firmware, amplifier }: Leg, path: string) {
  return {
    scale: {
      ...{ kind: amplifier, id: "cell", division: 20, max_grams: MAX_GRAMS, calibration: "c" },
      ...{ zero_counts: ZERO_COUNTS, span_counts: countsOf(20_000), span_grams: 20_000 },
    },
    keypad: { kind: "buttons", stream_pins: [2, 3, 4, 5], ok_pin: 6, cancel_pin: 7 },
    board: {
      ...{ kind: "firmata", path, firmware, light_pin: 13, buzzer_pin: 8, lcd: {} },
      lid: {
        ...{ pin: 9, closed_degrees: 10, open_degrees: 100 },
        on_loss: firmware === "qamama" ? "open" : "stay",
      },
    },
  };
}
