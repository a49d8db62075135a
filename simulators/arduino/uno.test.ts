import { describe, expect, it } from "vitest";
import { standardFirmata } from "./standard-firmata.ts";
import { CYCLES_PER_MS, openUno } from "./uno.ts";

/** REPORT_VERSION: what StandardFirmata 2.3 says first, unasked. */
const VERSION = [0xf9, 2, 3];
const BOOT_MS = 2000;

function openBoard() {
  const uno = openUno(standardFirmata());
  const heard: number[] = [];
  uno.serial.onByte((byte) => heard.push(byte));
  return { uno, heard, runMs: (ms: number) => uno.run(ms * CYCLES_PER_MS) };
}

describe("an Uno with StandardFirmata", () => {
  it("says its version when it has started, and again after a reset", () => {
    const { uno, heard, runMs } = openBoard();
    runMs(BOOT_MS);
    expect(heard.slice(0, 3)).toEqual(VERSION);
    heard.length = 0;
    runMs(BOOT_MS);
    expect(heard).toEqual([]);
    uno.reset("external");
    runMs(BOOT_MS);
    expect(heard.slice(0, 3)).toEqual(VERSION);
  });

  it("answers questions, each byte in its time", () => {
    const { uno, heard, runMs } = openBoard();
    runMs(BOOT_MS);
    heard.length = 0;
    const times: number[] = [];
    uno.serial.onByte(() => times.push(uno.nowUs()));
    const asked = uno.nowUs();
    uno.serial.write(Uint8Array.of(0xf9));
    runMs(10);
    expect(heard).toEqual(VERSION);
    const [first = 0, second = 0] = times;
    expect(first - asked).toBeGreaterThan(340); // a byte there, a byte back
    expect(second - first).toBeCloseTo(170, -1);
  });

  it("understands nothing at another baud rate", () => {
    const { uno, heard, runMs } = openBoard();
    runMs(BOOT_MS);
    heard.length = 0;
    uno.serial.setBaudRate(115_200);
    uno.serial.write(Uint8Array.of(0xf9));
    runMs(10);
    expect(heard).toEqual([]);
    expect(uno.serial.boardBaudRate()).toBeCloseTo(58_824, -1);
  });

  it("is silent without power, and starts when it comes back", () => {
    const { uno, heard, runMs } = openBoard();
    runMs(BOOT_MS);
    heard.length = 0;
    const power: boolean[] = [];
    uno.onPower((isOn) => power.push(isOn));
    uno.powerOff();
    runMs(BOOT_MS);
    expect(heard).toEqual([]);
    expect(uno.nowUs()).toBeCloseTo(2 * BOOT_MS * 1000, 0);
    uno.powerOn();
    runMs(BOOT_MS);
    expect(heard.slice(0, 3)).toEqual(VERSION);
    expect(power).toEqual([false, true]);
  });
});

describe("a firmware's file", () => {
  it.each([
    ["with a wrong checksum", ":00000001FE"],
    ["of another kind", "MZ\u0000"],
    ["of a larger chip", ":01800000007F"],
  ])("is refused %s", (_, hex) => expect(() => openUno(hex)).toThrow());
});
