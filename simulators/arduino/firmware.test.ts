import { describe, expect, it } from "vitest";
import { attachButton } from "./buttons.ts";
import { groups, ID, openFirmware, sealed } from "./firmware.fixture.ts";
import { attachHx711 } from "./hx711.ts";

const NAME = [..."qamama"].flatMap((letter) => [letter.charCodeAt(0), 0]);
const GREETING = [
  [0xf9, 2, 5],
  [0xf0, 0x79, 1, 0, ...NAME, 0xf7],
];
const MODE = { INPUT: 0, OUTPUT: 1, SERVO: 4, I2C: 6, PULLUP: 11 } as const;

describe("our firmware", () => {
  it("says who it is within 20 ms of its start, unasked", () => {
    const { heard, runMs, scraps } = openFirmware();
    runMs(20);
    expect(heard.map(({ bytes }) => bytes)).toEqual(GREETING);
    expect(scraps).toEqual([]);
  });

  it("says it again when it is asked", () => {
    const { heard, runMs, send } = openFirmware();
    runMs(20);
    send(0xf9, 0xf0, 0x79, 0xf7);
    runMs(10);
    expect(heard.slice(2).map(({ bytes }) => bytes)).toEqual(GREETING);
  });

  it("tells what each pin can do", () => {
    const { answers, runMs, send } = openFirmware();
    runMs(20);
    send(0xf0, 0x6b, 0xf7, 0xf0, 0x69, 0xf7);
    runMs(50);
    const digital = [MODE.INPUT, 1, MODE.OUTPUT, 1, MODE.PULLUP, 1];
    const extra = (pin: number) => {
      if (pin === 9 || pin === 10) return [MODE.SERVO, 14];
      return pin >= 18 ? [MODE.I2C, 1] : [];
    };
    const pins = Array.from({ length: 20 }, (_, pin) =>
      pin < 2 ? [127] : [...digital, ...extra(pin), 127],
    );
    expect(answers(0x6c)).toEqual([pins.flat()]);
    expect(answers(0x6a)).toEqual([new Array(20).fill(127)]);
  });

  it("answers many questions at once, each whole", () => {
    const { answers, runMs, scraps, send } = openFirmware();
    runMs(20);
    for (let i = 0; i < 20; i++) send(0xf0, 0x6b, 0xf7);
    runMs(600);
    expect(answers(0x6c)).toHaveLength(20);
    expect(new Set(answers(0x6c).map(String)).size).toBe(1);
    expect(scraps).toEqual([]);
  });

  it("makes no message of parts of two when it is told more than it can take", () => {
    const { uno, runMs, send } = openFirmware();
    runMs(20);
    send(0xf4, 13, MODE.OUTPUT, 0xf4, 8, MODE.OUTPUT);
    const rises = { 8: 0, 13: 0 };
    for (const pin of [8, 13] as const) {
      uno.pins.watch(pin, (isHigh) => {
        rises[pin] += isHigh ? 1 : 0;
      });
    }
    for (let i = 0; i < 1000; i++) {
      send(0xf0, 0x6b, 0xf7, 0xf5, 13, 0, 0xf5, 8, 1, 0xf5, 13, 0, 0xf5, 8, 0);
    }
    runMs(3500);
    expect(rises[8]).toBeGreaterThan(10);
    expect(rises[8]).toBeLessThan(1000);
    expect(rises[13]).toBe(0);
  });

  it("gives a sign of life each half second", () => {
    const { alives, runMs } = openFirmware();
    runMs(2100);
    const times = alives().map(({ atMs }) => Math.round((atMs - 11) / 10) * 10);
    expect(times).toEqual([500, 1000, 1500, 2000]);
    expect(alives()[0]).toMatchObject({ seq: 0, cause: 1, lid: 0 });
  });

  it("counts its starts, also over a loss of power", () => {
    const { uno, alives, runMs } = openFirmware();
    runMs(600);
    uno.reset("external");
    runMs(600);
    uno.powerCycle();
    runMs(600);
    const [first = 0] = alives().map(({ boot }) => boot);
    expect(alives().map(({ boot }) => boot - first)).toEqual([0, 1, 2]);
    expect(alives().map(({ cause }) => cause)).toEqual([1, 2, 1]);
  });

  it("goes on from the highest number to 0", () => {
    const { uno, alives, runMs } = openFirmware((before) => before.eeprom.set([0xfe, 0x3f], 16));
    runMs(600);
    uno.reset("external");
    runMs(600);
    expect(alives().map(({ boot }) => boot)).toEqual([0x3fff, 0]);
  });
});

describe("its pins", () => {
  it("are inputs until the host says otherwise", () => {
    const { uno, runMs, send } = openFirmware();
    runMs(20);
    for (let pin = 2; pin < 20; pin++) expect(uno.pins.mode(pin)).toBe("input");
    send(0xf4, 13, MODE.OUTPUT, 0x91, 0x20, 0);
    runMs(5);
    expect(uno.pins.level(13)).toBe(true);
    send(0xf5, 13, 0);
    runMs(5);
    expect(uno.pins.level(13)).toBe(false);
  });

  it("tell of a button, at once and when it changes", () => {
    const { uno, answers, heard, runMs, send } = openFirmware();
    const button = attachButton(uno, 2);
    runMs(20);
    send(0xf4, 2, MODE.PULLUP, 0xd0, 1);
    runMs(10);
    button.press();
    runMs(10);
    button.release();
    runMs(10);
    const ports = heard.map(({ bytes }) => bytes).filter(([first]) => first === 0x90);
    expect(ports.map(([, low = 0]) => low & 0x04)).toEqual([4, 0, 4]);
    send(0xf0, 0x6d, 2, 0xf7);
    runMs(10);
    expect(answers(0x6e)).toEqual([[2, MODE.PULLUP, 1, 0]]);
  });

  it("keep a button's pull-up when another pin of its port is written", () => {
    const { uno, runMs, send } = openFirmware();
    runMs(20);
    send(0xf4, 2, MODE.INPUT, 0x90, 4, 0, 0xf4, 3, MODE.OUTPUT, 0x90, 8, 0);
    runMs(10);
    expect([uno.pins.mode(2), uno.pins.level(3)]).toEqual(["pull-up", true]);
  });

  it("are all inputs again after a system reset", () => {
    const { uno, runMs, send } = openFirmware();
    runMs(20);
    send(0xf4, 13, MODE.OUTPUT, 0xf4, 9, MODE.SERVO, 0xe9, 90, 0, 0xf0, 0x78, 0, 0, 0xf7);
    runMs(50);
    expect([13, 9].map((pin) => uno.pins.mode(pin))).toEqual(["output", "output"]);
    expect([18, 19].map((pin) => uno.pins.mode(pin))).toEqual(["pull-up", "pull-up"]);
    send(0xff);
    runMs(50);
    for (const pin of [9, 13, 18, 19]) expect(uno.pins.mode(pin)).toBe("input");
  });
});

describe("its pins that the HX711 has", () => {
  it("can be nothing else, and are said to be nobody's", () => {
    const { answers, runMs, send, tell } = openFirmware();
    runMs(20);
    tell(ID.HX711, 11, 12, 1);
    send(0xf0, 0x6b, 0xf7, 0xf0, 0x6d, 12, 0xf7);
    runMs(80);
    const modes: number[][] = [[]];
    for (const byte of answers(0x6c)[0] ?? []) {
      if (byte === 127) modes.push([]);
      else modes.at(-1)?.push(byte);
    }
    const nobodys = Array.from({ length: 20 }, (_, pin) => pin).filter(
      (pin) => modes[pin]?.length === 0,
    );
    expect(nobodys).toEqual([0, 1, 11, 12]);
    expect(answers(0x6e)).toEqual([[12, 0x7f, 0, 0]]);
  });
});

describe("its own messages", () => {
  const HX711 = [ID.HX711, 11, 12, 1];
  const GUARD = [ID.GUARD, 9, ...groups(90, 2), 10];

  it.each([
    ["HX711", HX711],
    ["GUARD", GUARD],
    ["a GUARD of nothing", [ID.GUARD, 127, 0, 0, 0]],
  ])("acknowledge %s by the same", (_, message) => {
    const { answers, runMs, strings, tell } = openFirmware();
    runMs(20);
    tell(...message);
    runMs(30);
    expect(answers(message[0] ?? 0)).toEqual([sealed(message).slice(1)]);
    expect(strings()).toEqual([]);
  });

  it.each([
    ["of one pin twice", "03", [ID.HX711, 11, 11, 1]],
    ["of the serial line", "03", [ID.HX711, 1, 12, 1]],
    ["of no pin", "03", [ID.HX711, 11, 20, 1]],
    ["of no gain", "03", [ID.HX711, 11, 12, 4]],
    ["cut short", "03", [ID.HX711, 11, 12]],
    ["of a pin without a timer", "04", [ID.GUARD, 8, 90, 0, 10]],
    ["beyond 180 degrees", "04", [ID.GUARD, 9, ...groups(181, 2), 10]],
    ["too soon", "04", [ID.GUARD, 9, 90, 0, 4]],
    ["too late", "04", [ID.GUARD, 9, 90, 0, 101]],
    ["with more than its sum", "05", [ID.BEAT, 1]],
  ])("are refused %s", (_, id, message) => {
    const { answers, runMs, strings, tell } = openFirmware();
    runMs(20);
    tell(...message);
    runMs(30);
    expect(strings()).toEqual([`refused ${id}`]);
    expect(answers(message[0] ?? 0)).toEqual([]);
  });

  it("are refused with one bit wrong, whichever it is", () => {
    const { uno, answers, runMs, scraps, send, strings } = openFirmware();
    attachHx711(uno, { dout: 11, sck: 12, counts: () => 0 });
    runMs(20);
    const whole = sealed(HX711);
    let sent = 0;
    for (let byte = 1; byte < whole.length; byte++) {
      for (let bit = 0; bit < 7; bit++) {
        send(0xf0, ...whole.map((value, i) => (i === byte ? value ^ (1 << bit) : value)), 0xf7);
        sent += 1;
        runMs(12);
      }
    }
    expect(strings()).toEqual(new Array(sent).fill("refused 03"));
    expect(answers(ID.HX711)).toEqual([]);
    expect(uno.pins.mode(12)).toBe("input");
    expect(scraps).toEqual([]);
  });

  it("of no meaning, too long or broken off do nothing", () => {
    const { heard, runMs, send } = openFirmware();
    runMs(20);
    send(0xf0, 0x79, 0xf7);
    send(0xf0, 0xf7, 0xf0, 0x0f, 1, 0xf7, 0xf7, 0x10, 0x20, 0xfb);
    send(0xf0, ...new Array(300).fill(0x79), 0xf7);
    send(0xf0, 0x79, 0xf4, 13, 0xf7, 1);
    send(0xf0, 0x79, 0xf9);
    runMs(100);
    expect(heard.slice(2).map(({ bytes }) => bytes)).toEqual([GREETING[1], GREETING[0]]);
  });
});
