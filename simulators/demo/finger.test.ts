import { describe, expect, it } from "vitest";
import { openFirmware } from "../arduino/firmware.fixture.ts";
import { CYCLES_PER_MS } from "../arduino/uno.ts";
import { ARDUINO_PINS } from "./arduino-bin.ts";
import { openFinger, PRESSED_MS } from "./finger.ts";

const SET_PIN_MODE = 0xf4;
const PULL_UP = 0x0b;
const { streams, ok, cancel } = ARDUINO_PINS;

function openBoard() {
  const { uno, send, runMs } = openFirmware();
  const finger = openFinger(uno);
  const pins = [...streams, ok, cancel];
  runMs(20);
  for (const pin of pins) send(SET_PIN_MODE, pin, PULL_UP);
  runMs(20);
  const held: { pin: number; ms: number }[] = [];
  for (const pin of pins) {
    let sinceUs = 0;
    uno.pins.watch(pin, (isHigh) => {
      if (isHigh) held.push({ pin, ms: Math.round((uno.nowUs() - sinceUs) / 1000) });
      sinceUs = uno.nowUs();
    });
  }
  let isReleased = false;
  return {
    finger,
    held,
    isReleased: () => isReleased,
    async run(ms: number) {
      void finger.released().then(() => {
        isReleased = true;
      });
      for (let passed = 0; passed < ms; passed += 1) {
        uno.run(CYCLES_PER_MS);
        await Promise.resolve();
      }
    },
  };
}

describe("a finger on the buttons of a board", () => {
  it("holds each down long enough, one after the other", async () => {
    const { finger, held, run } = openBoard();
    finger.press("5");
    finger.press("confirm");
    finger.press("confirm");
    finger.press("cancel");
    await run(1000);
    expect(held.map(({ pin }) => pin)).toEqual([streams[4], ok, ok, cancel]);
    for (const { ms } of held) expect(Math.abs(ms - PRESSED_MS)).toBeLessThanOrEqual(2);
  });

  it("is off only when the last has been pressed", async () => {
    const { finger, held, run, isReleased } = openBoard();
    finger.press("1");
    finger.press("cancel");
    await run(300);
    expect(isReleased()).toBe(false);
    expect(held.map(({ pin }) => pin)).toEqual([streams[0]]);
    await run(200);
    expect(isReleased()).toBe(true);
    expect(held.map(({ pin }) => pin)).toEqual([streams[0], cancel]);
  });

  it("presses nothing for a key that has no button", async () => {
    const { finger, held, run, isReleased } = openBoard();
    finger.press("9");
    await run(10);
    expect(held).toEqual([]);
    expect(isReleased()).toBe(true);
  });
});
