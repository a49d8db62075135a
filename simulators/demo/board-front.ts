import { attachLcd } from "../arduino/lcd.ts";
import { attachServo } from "../arduino/servo.ts";
import type { Uno } from "../arduino/uno.ts";
import { ARDUINO_PINS } from "./arduino-bin.ts";

/** So long it must look the same, else half of a text would be told: a character takes 5 ms of the line. */
const STILL_US = 30_000;

/**
 * Hangs display, lid and light on the board, and tells what they look like, in a line of text, whenever that
 * has changed.
 */
export function attachFront(uno: Uno, onChange: (looks: string) => void): void {
  const lcd = attachLcd(uno, { columns: 16, rows: 2 });
  const lid = attachServo(uno, ARDUINO_PINS.lid);
  const look = () => {
    const degrees = lid.degrees();
    return [
      ...lcd.lines().map((line) => `[${line}]`),
      `lid ${degrees === null ? "anywhere" : `at ${degrees} degrees`}`,
      `light ${uno.pins.level(ARDUINO_PINS.light) ? "on" : "off"}`,
    ].join("  ");
  };
  let [told, seen] = ["", ""];
  const watch = () => {
    const looks = look();
    if (looks === seen && looks !== told) {
      told = looks;
      onChange(looks);
    }
    seen = looks;
    uno.after(STILL_US, watch);
  };
  watch();
}
