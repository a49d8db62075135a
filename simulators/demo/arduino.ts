import { readFileSync } from "node:fs";
import { attachHx711 } from "../arduino/hx711.ts";
import { joinPty, runInRealTime, worldPace } from "../arduino/real-time.ts";
import { openUno } from "../arduino/uno.ts";
import { openPty } from "../pty/pty.ts";
import type { Platform } from "../scale/platform.ts";
import { ARDUINO_PINS, countsOf } from "./arduino-bin.ts";
import { attachFront } from "./board-front.ts";
import { openFinger } from "./finger.ts";
import type { Fittings } from "./fittings.ts";
import { inRepository } from "./programs.ts";

/**
 * An Arduino Uno with our firmware and all that hangs on it. It lives in real time, as do the timers of the
 * station's driver: the village's time moves only what lies on its load cell, and may run and jump as it
 * likes without either thinking that the other is gone.
 *
 * It runs in this process: a second of it takes 25 ms of a core.
 *
 * @param onFront told what display, lid and light look like when that has changed
 */
export async function openArduino(
  platform: Pick<Platform, "feel">,
  onFront: (looks: string) => void,
): Promise<Fittings> {
  const pty = await openPty();
  const uno = openUno(readFileSync(inRepository("edge/firmware/qamama.hex"), "utf8"));
  const { dout, sck } = ARDUINO_PINS;
  attachHx711(uno, { dout, sck, counts: () => countsOf(platform.feel()), remembers: false });
  attachFront(uno, onFront);
  const part = joinPty(uno, pty);
  const halt = runInRealTime([uno], worldPace);
  return {
    paths: { scale: pty.path, keypad: pty.path },
    ...openFinger(uno),
    async close() {
      halt();
      part();
      await pty.close();
    },
  };
}
