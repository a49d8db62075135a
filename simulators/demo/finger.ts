import { attachButton } from "../arduino/buttons.ts";
import type { Uno } from "../arduino/uno.ts";
import { type Key, streamKey } from "../keypad/keypad.ts";
import { ARDUINO_PINS } from "./arduino-bin.ts";

/** Someone's finger on a board's buttons. */
export type Finger = {
  press(key: Key): void;
  /** Resolves when it is off every button, and all that was to be pressed has been. */
  released(): Promise<void>;
};

/**
 * ms of the board that it stays on a button: a station that is held up for longer hears of press and release
 * at once, and takes neither.
 */
export const PRESSED_MS = 150;
/** ms of the board from one press to the next. */
const BETWEEN_MS = 50;
const US_PER_MS = 1000;

/** Presses one button after the other, in the board's own time: a board that is held up misses none. */
export function openFinger(uno: Uno): Finger {
  const { streams, ok, cancel } = ARDUINO_PINS;
  const buttons = new Map([
    ...streams.map((pin, index) => [streamKey(index + 1), attachButton(uno, pin)] as const),
    ["confirm", attachButton(uno, ok)],
    ["cancel", attachButton(uno, cancel)],
  ]);
  const pass = (ms: number) =>
    new Promise<void>((resolve) => void uno.after(ms * US_PER_MS, resolve));
  const push = async (key: Key) => {
    const button = buttons.get(key);
    if (button === undefined) return; // nobody has wired one
    button.press();
    await pass(PRESSED_MS);
    button.release();
    await pass(BETWEEN_MS);
  };
  let last = Promise.resolve();
  return {
    press(key) {
      last = last.then(() => push(key));
    },
    released: () => last,
  };
}
