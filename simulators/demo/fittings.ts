import { type Key, keyByte } from "../keypad/keypad.ts";
import { openPty } from "../pty/pty.ts";
import type { Platform } from "../scale/platform.ts";
import type { VillageClock } from "../village/clock.ts";
import { type Kit, openKitScale, type SerialScale } from "./kits.ts";

/** What weighs at a collection point, and what is pressed there. */
export type Fittings = {
  /** Where the station finds them; one line for both where a board carries them. */
  readonly paths: { readonly scale: string; readonly keypad: string };
  press(key: Key): void;
  /** Resolves when no key is pressed any more. */
  released(): Promise<void>;
  close(): Promise<void>;
};

export type Place = {
  readonly platform: Platform;
  readonly clock: VillageClock;
  /** Told what the front of a board looks like when that has changed. */
  readonly onFront: (looks: string) => void;
};

export async function openFittings({ scale }: Kit, place: Place): Promise<Fittings> {
  if (scale !== "hx711") return openOnLines(scale, place);
  // Loaded late: its simulator is a package for development, which the demo without it does not need.
  const { openArduino } = await import("./arduino.ts");
  return openArduino(place.platform, place.onFront);
}

/** A scale and a keypad, each on a serial line of its own. */
async function openOnLines(scale: SerialScale, { platform, clock }: Place): Promise<Fittings> {
  const [line, keypad] = await Promise.all([openPty(), openPty()]);
  const instrument = openKitScale(scale, line, platform, clock);
  return {
    paths: { scale: line.path, keypad: keypad.path },
    press: (key) => keypad.write(keyByte(key)),
    released: async () => {},
    async close() {
      instrument.close();
      await Promise.all([line.close(), keypad.close()]);
    },
  };
}
