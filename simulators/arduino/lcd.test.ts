import { describe, expect, it } from "vitest";
import { attachLcd, type LcdOptions } from "./lcd.ts";
import { openTwiMaster } from "./sleeping-uno.fixture.ts";
import { CYCLES_PER_MS, CYCLES_PER_US } from "./uno.ts";

const LIGHT = 0x08;
const ENABLE = 0x04;
const DATA = 0x01;

function openDisplay(options: LcdOptions = { columns: 16, rows: 2 }) {
  const { uno, write } = openTwiMaster();
  const lcd = attachLcd(uno, options);
  const port = (byte: number) => write(0x27, byte | LIGHT);
  const nibble = (high: number, flags: number) => {
    port(high | flags | ENABLE);
    port(high | flags);
  };
  const send = (byte: number, flags = 0) => {
    nibble(byte & 0xf0, flags);
    nibble((byte << 4) & 0xf0, flags);
    uno.run(50 * CYCLES_PER_US);
  };
  const print = (text: string) => {
    for (const byte of Buffer.from(text)) send(byte, DATA);
  };
  const waitMs = (ms: number) => uno.run(ms * CYCLES_PER_MS);
  function begin(): void {
    for (const step of [0x30, 0x30, 0x30, 0x20]) {
      nibble(step, 0);
      waitMs(5);
    }
    for (const command of [0x28, 0x0c, 0x06, 0x01]) send(command);
    waitMs(2);
  }
  begin();
  return { uno, lcd, write, port, send, print, waitMs, begin };
}

describe("a virtual LCD", () => {
  it("shows what is written where the cursor stands", () => {
    const { lcd, send, print } = openDisplay();
    print("Qamama");
    send(0xc4);
    print("0.250 kg");
    expect(lcd.lines()).toEqual(["Qamama          ", "    0.250 kg    "]);
  });

  it("has its third and fourth line behind the first and second", () => {
    const { lcd, send, print } = openDisplay({ columns: 20, rows: 4 });
    for (const [address, text] of [
      [0x80, "one"],
      [0xc0, "two"],
      [0x94, "three"],
      [0xd4, "four"],
    ] as const) {
      send(address);
      print(text);
    }
    expect(lcd.lines().map((line) => line.trim())).toEqual(["one", "two", "three", "four"]);
  });

  it("goes on in its second line after forty characters", () => {
    const { lcd, print } = openDisplay();
    print(`${"x".repeat(40)}second`);
    expect(lcd.lines()).toEqual(["x".repeat(16), "second          "]);
  });

  it("is cleared, and loses what comes while it clears", () => {
    const { lcd, send, print, waitMs } = openDisplay();
    print("gone");
    send(0x01);
    print("lost");
    waitMs(2);
    print("kept");
    expect(lcd.lines()[0]).toBe("kept            ");
  });

  it("is blank while it is off, and keeps its text", () => {
    const { lcd, send, print } = openDisplay();
    print("here");
    send(0x08);
    expect(lcd.lines()[0]?.trim()).toBe("");
    send(0x0c);
    expect(lcd.lines()[0]?.trim()).toBe("here");
  });

  it("has a light of its own", () => {
    const { uno, lcd, write } = openDisplay();
    expect(lcd.hasLight()).toBe(true);
    write(0x27, 0);
    expect(lcd.hasLight()).toBe(false);
    write(0x27, LIGHT);
    expect(lcd.hasLight()).toBe(true);
    uno.powerOff();
    expect(lcd.hasLight()).toBe(false);
  });

  it("keeps its text while the chip starts again, and starts empty after a loss of power", () => {
    const { uno, lcd, print, begin } = openDisplay();
    print("kept");
    uno.reset("watchdog");
    expect(lcd.lines()[0]?.trim()).toBe("kept");
    uno.powerCycle();
    expect(lcd.lines()[0]?.trim()).toBe("");
    begin();
    expect(lcd.lines()[0]?.trim()).toBe("");
  });

  it("answers nobody while it is unplugged", () => {
    const { lcd, port, print } = openDisplay();
    print("text");
    lcd.unplug();
    expect(port(0)).toBe(false);
    expect(lcd.lines()[0]?.trim()).toBe("");
    lcd.plugIn();
    expect(port(0)).toBe(true);
  });

  it("understands all askew after it lost half a byte, until it is begun anew", () => {
    const { lcd, print, send, begin } = openDisplay();
    lcd.loseNibble();
    send(0x80);
    print("Qamama");
    expect(lcd.lines()[0]?.trim()).not.toBe("Qamama");
    begin();
    print("Qamama");
    expect(lcd.lines()[0]?.trim()).toBe("Qamama");
  });

  it("is dark and empty after its power alone has failed", () => {
    const { lcd, print, begin } = openDisplay();
    print("gone");
    lcd.brownOut();
    print("lost");
    expect(lcd.lines()[0]?.trim()).toBe("");
    begin();
    expect(lcd.lines()[0]?.trim()).toBe("");
  });
});
