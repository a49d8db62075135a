import { describe, expect, it } from "vitest";
import { openFirmware, ownFirmware } from "./firmware.fixture.ts";
import { openSleepingUno } from "./sleeping-uno.fixture.ts";
import { CYCLES_PER_MS, openUno } from "./uno.ts";

/** REPORT_VERSION, which the firmware says first, unasked. */
const VERSION = [0xf9, 2, 5];

function openBoard(...options: Parameters<typeof openFirmware>) {
  const { uno, runMs } = openFirmware(...options);
  const heard: { readonly byte: number; readonly atUs: number }[] = [];
  uno.serial.onByte((byte) => heard.push({ byte, atUs: uno.nowUs() }));
  const bytes = () => heard.map(({ byte }) => byte);
  const ask = (...question: number[]) => uno.serial.write(Uint8Array.from(question));
  return { uno, heard, bytes, runMs, ask };
}

describe("an Uno", () => {
  it("starts its firmware, and again after a reset", () => {
    const { uno, heard, bytes, runMs } = openBoard();
    runMs(100);
    expect(bytes().slice(0, 3)).toEqual(VERSION);
    heard.length = 0;
    uno.reset("external");
    runMs(100);
    expect(bytes().slice(0, 3)).toEqual(VERSION);
  });

  it("is silent without power, and starts when it comes back", () => {
    const { uno, heard, bytes, runMs } = openBoard();
    const power: boolean[] = [];
    uno.onPower((isOn) => power.push(isOn));
    uno.powerOff();
    runMs(1000);
    expect(heard).toEqual([]);
    expect(uno.nowUs()).toBe(1_000_000);
    uno.powerOn();
    runMs(100);
    expect(bytes().slice(0, 3)).toEqual(VERSION);
    expect(power).toEqual([false, true]);
  });

  it("can be reset by what hears it", () => {
    const { uno, bytes, runMs } = openBoard();
    let resets = 0;
    uno.serial.onByte(() => {
      if (resets++ === 0) uno.reset("external");
    });
    runMs(100);
    expect(bytes().slice(0, 4)).toEqual([VERSION[0], ...VERSION]);
  });

  it("passes its time asleep at once", () => {
    const uno = openSleepingUno();
    uno.run(3_600_000 * CYCLES_PER_MS);
    expect(uno.nowUs()).toBe(3_600_000_000);
  });

  it("lets devices act at their time, and take it back", () => {
    const uno = openSleepingUno();
    const done: [string, number][] = [];
    const act = (name: string) => () => done.push([name, uno.nowUs()]);
    uno.after(300, act("third"));
    uno.after(100, act("first"));
    uno.after(200, act("never"))();
    uno.after(100, act("second"));
    uno.run(CYCLES_PER_MS);
    expect(done).toEqual([
      ["first", 100],
      ["second", 100],
      ["third", 300],
    ]);
  });
});

describe("the serial port of an Uno", () => {
  it("carries each byte in its time, both ways", () => {
    const { uno, heard, bytes, runMs, ask } = openBoard();
    runMs(100);
    heard.length = 0;
    const askedUs = uno.nowUs();
    ask(0xf9);
    runMs(10);
    expect(bytes().slice(0, 3)).toEqual(VERSION);
    const [first = askedUs, second = askedUs] = heard.map(({ atUs }) => atUs);
    expect(first - askedUs).toBeGreaterThan(340); // a byte there, a byte back
    expect(first - askedUs).toBeLessThan(600);
    expect(second - first).toBeCloseTo(175, 0); // 57143 bits a second, which is as near as it can
  });

  it("carries garbage between two baud rates", () => {
    const { uno, heard, runMs, ask } = openBoard();
    runMs(100);
    heard.length = 0;
    uno.serial.setBaudRate(115_200);
    ask(0xf9);
    runMs(10);
    expect(heard).toEqual([]);
    expect(uno.serial.boardBaudRate()).toBeCloseTo(57_143, 0);
  });

  it("forgets what was not sent yet, if told", () => {
    const { uno, heard, runMs, ask } = openBoard();
    runMs(100);
    heard.length = 0;
    ask(0, 0, 0xf9);
    uno.serial.flush();
    runMs(10);
    expect(heard).toEqual([]);
  });
});

describe("the bootloader of an Uno", () => {
  function openWithBootloader() {
    const uno = openUno(ownFirmware(), { bootloaderMs: 1000 });
    const heard: number[] = [];
    uno.serial.onByte((byte) => heard.push(byte));
    return { uno, heard, runMs: (ms: number) => uno.run(ms * CYCLES_PER_MS) };
  }

  it("waits after a reset from outside, and what comes meanwhile is lost", () => {
    const { uno, heard, runMs } = openWithBootloader();
    runMs(100);
    heard.length = 0;
    uno.reset("external");
    uno.serial.write(Uint8Array.of(0xf9, 0xf9));
    runMs(990);
    expect(heard).toEqual([]);
    runMs(100);
    expect(heard.filter((byte) => byte === 0xf9)).toHaveLength(1);
  });

  it("does not wait after a power-on", () => {
    const { heard, runMs } = openWithBootloader();
    runMs(100);
    expect(heard.slice(0, 3)).toEqual(VERSION);
  });
});

describe("a firmware's file", () => {
  it.each([
    ["with a wrong checksum", ":00000001FE"],
    ["of another kind", "MZ\u0000"],
    ["of a larger chip", ":01800000007F"],
  ])("is refused %s", (_, hex) => expect(() => openUno(hex)).toThrow());
});
