import { describe, expect, it } from "vitest";
import { INITIALISATION, type Message, STEP_MS, textAt } from "#edge/drivers/board/hd44780.ts";
import { attachLcd, type LcdOptions } from "./lcd.ts";
import { openTwiMaster } from "./sleeping-uno.fixture.ts";
import { CYCLES_PER_MS, CYCLES_PER_US } from "./uno.ts";

const SMALL = { columns: 16, rows: 2 } as const;
const SMALL_LINES = ["Tap your card   ", "Has 12.50       "];
const OTHER_LINES = ["Throw it in     ", "     4.680 kg   "];
const ENABLE = 0x04;
/** Of the I2C bus at 100 kHz. */
const BYTE_US = 90;
/** Less than the line needs for the shortest message. */
const MESSAGE_MS = 1;

function openDisplay(options: LcdOptions) {
  const { uno, write } = openTwiMaster();
  const lcd = attachLcd(uno, options);
  const send = (messages: readonly Message[]) => {
    for (const message of messages) {
      for (const byte of message) {
        write(0x27, byte);
        uno.run(BYTE_US * CYCLES_PER_US);
      }
      uno.run(MESSAGE_MS * CYCLES_PER_MS);
    }
  };
  const begin = () => {
    for (const lot of INITIALISATION) {
      send(lot);
      uno.run(STEP_MS * CYCLES_PER_MS);
    }
  };
  const show = (lines: readonly string[]) => {
    for (const [row, text] of lines.entries()) {
      send(textAt({ row, column: 0, text }, options.columns));
    }
  };
  return { lcd, begin, show, send };
}

describe("the bytes for a display", () => {
  it("begin it, and write each of its lines", () => {
    const { lcd, begin, show } = openDisplay({ columns: 20, rows: 4 });
    begin();
    const lines = ["one", "two", "three", "four"].map((word) => word.padEnd(20));
    show(lines);
    expect(lcd.lines()).toEqual(lines);
  });

  it("write from any column on", () => {
    const { lcd, begin, send, show } = openDisplay(SMALL);
    begin();
    show(SMALL_LINES);
    send(textAt({ row: 1, column: 4, text: "0.75 " }, SMALL.columns));
    expect(lcd.lines()).toEqual(["Tap your card   ", "Has 0.75        "]);
  });

  it("begin it anew from whatever half byte of its text or of its beginning was lost", () => {
    const nibbles = 2 * (1 + 16 + 1 + 16) + 12;
    for (let lost = 0; lost < nibbles; lost += 1) {
      const { lcd, begin, show } = openDisplay(SMALL);
      lcd.loseNibble(lost);
      begin();
      show(SMALL_LINES);
      begin();
      show(SMALL_LINES);
      expect(lcd.lines(), `lost ${lost}`).toEqual(SMALL_LINES);
    }
  });

  it.each([
    ["is shifted", [0x1, 0xc]],
    ["writes backwards", [0x0, 0x4]],
    ["is off", [0x0, 0x8]],
    ["listens in whole bytes", [0x3, 0x8]],
    ["has one line", [0x2, 0x0]],
    ["waits for the rest of a slow command", [0x0]],
  ])("begin one anew that %s", (_, halves) => {
    const { lcd, begin, send, show } = openDisplay(SMALL);
    begin();
    show(SMALL_LINES);
    send(halves.map((half) => [(half << 4) | ENABLE, half << 4]));
    begin();
    show(OTHER_LINES);
    expect(lcd.lines()).toEqual(OTHER_LINES);
  });

  it("leave what it shows in peace while they begin it anew", () => {
    const { lcd, begin, show } = openDisplay(SMALL);
    begin();
    show(SMALL_LINES);
    begin();
    expect(lcd.lines()).toEqual(SMALL_LINES);
  });
});
