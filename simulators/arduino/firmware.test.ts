import { describe, expect, it } from "vitest";
import { attachButton } from "./buttons.ts";
import { groups, ID, openFirmware, sealed } from "./firmware.fixture.ts";
import { attachHx711 } from "./hx711.ts";
import { attachNau7802 } from "./nau7802.ts";
import { attachServo, type Servo } from "./servo.ts";

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

describe("its servos", () => {
  function withServo(pin: 9 | 10) {
    const on: { servo?: Servo } = {};
    const bench = openFirmware((uno) => {
      on.servo = attachServo(uno, pin);
    });
    bench.runMs(20);
    return { ...bench, pulseUs: () => on.servo?.pulseUs() ?? null };
  }
  const difference = (us: number | null, wanted: number) => Math.abs((us ?? 0) - wanted);
  const write = (pin: number, value: number) => [0xe0 | pin, ...groups(value, 2)];

  it.each([
    [9, 0, 544],
    [9, 90, 1472],
    [10, 180, 2400],
    [10, 181, 2400],
    [9, 543, 2400],
    [9, 544, 544],
    [10, 1500, 1500],
    [10, 2500, 2400],
  ] as const)("on pin %i take %i for %i us", (pin, value, us) => {
    const { pulseUs, runMs, send } = withServo(pin);
    send(0xf4, pin, MODE.SERVO);
    runMs(60);
    expect(pulseUs()).toBeNull(); // it stays where it is until a position comes
    send(...write(pin, value));
    runMs(60);
    expect(difference(pulseUs(), us)).toBeLessThanOrEqual(1);
  });

  it("take their own range, and long messages", () => {
    const { pulseUs, runMs, send } = withServo(9);
    send(0xf0, 0x70, 9, ...groups(1000, 2), ...groups(2000, 2), 0xf7);
    send(0xf0, 0x6f, 9, 45, 0xf7);
    runMs(60);
    expect(difference(pulseUs(), 1250)).toBeLessThanOrEqual(1);
  });

  it("never get a pulse of another length on the way", () => {
    const { uno, runMs, send } = withServo(9);
    const lengths = new Set<number>();
    let roseUs = 0;
    uno.pins.watch(9, (isHigh) => {
      if (isHigh) roseUs = uno.nowUs();
      else lengths.add(Math.round(uno.nowUs() - roseUs));
    });
    send(0xf4, 9, MODE.SERVO);
    for (let turn = 0; turn < 20; turn++) {
      send(...write(9, turn % 2 === 0 ? 1000 : 2000));
      runMs(23);
      send(0xf4, 9, MODE.INPUT, 0xf4, 9, MODE.SERVO);
      runMs(1);
    }
    expect([...lengths].sort()).toEqual([1000, 2000]);
  });
});

describe("its I2C bus", () => {
  const ADDRESS = 0x2a;
  const READ = 0x08;
  function withAmplifier() {
    const bench = openFirmware((uno) => void attachNau7802(uno, { counts: () => 0 }));
    bench.runMs(20);
    bench.send(0xf0, 0x78, 0, 0, 0xf7);
    const ask = (address: number, mode: number, ...data: number[]) => {
      bench.send(0xf0, 0x76, address, mode, ...data.flatMap((byte) => groups(byte, 2)), 0xf7);
      bench.runMs(20);
    };
    return { ...bench, ask };
  }

  it("reads and writes a register", () => {
    const { answers, ask } = withAmplifier();
    ask(ADDRESS, READ, 0x1f, 1);
    ask(ADDRESS, 0, 0x01, 0xa7);
    ask(ADDRESS, READ | 0x40, 0x01, 2);
    expect(answers(0x77)).toEqual([
      [ADDRESS, 0, 0x1f, 0, 0x0f, 0],
      [ADDRESS, 0, 0x01, 0, 0x27, 1, 0, 0],
    ]);
  });

  it.each([
    ["a read", 0x55, [READ, 0x1f, 1], "I2C: nack 55"],
    ["a write", 0x2b, [0, 1, 2], "I2C: nack 2B"],
    ["a read of too much", ADDRESS, [READ, 0, 33], "I2C: refused 2A"],
    ["a read without end", ADDRESS, [0x10, 0, 1], "I2C: refused 2A"],
    ["an address of 10 bits", ADDRESS, [0x20, 1, 2], "I2C: refused 2A"],
  ])("says what became of %s that does not go, and replies nothing", (_, address, data, text) => {
    const { answers, ask, strings } = withAmplifier();
    const [mode = 0, ...bytes] = data;
    ask(ADDRESS, READ, 0x1f, 1);
    ask(address, mode, ...bytes);
    expect(strings()).toEqual([text]);
    expect(answers(0x77)).toHaveLength(1);
    ask(ADDRESS, READ, 0x1f, 1);
    expect(answers(0x77)).toHaveLength(2);
  });

  it("gives nine clocks to a device that holds the data line", () => {
    const { uno, answers, ask, strings } = withAmplifier();
    uno.pins.drive(18, false);
    let clocks = 0;
    const stop = uno.pins.watch(19, (isHigh) => {
      clocks += isHigh ? 1 : 0;
      if (clocks === 9) uno.pins.release(18);
    });
    ask(ADDRESS, READ, 0x1f, 1);
    stop();
    expect([strings(), answers(0x77)]).toEqual([[], [[ADDRESS, 0, 0x1f, 0, 0x0f, 0]]]);
  });

  it.each([18, 19])("gives up, and goes on, when line %i is held for ever", (line) => {
    const { uno, alives, answers, ask, runMs, strings } = withAmplifier();
    uno.pins.drive(line, false);
    ask(ADDRESS, READ, 0x1f, 1);
    expect(strings()).toEqual(["I2C: stuck 2A"]);
    uno.pins.release(line);
    ask(ADDRESS, READ, 0x1f, 1);
    expect(answers(0x77)).toHaveLength(1);
    runMs(1200);
    expect(alives()).toHaveLength(2);
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
    send(0xf0, 0xf7, 0xf0, 0x0f, 1, 0xf7, 0xf7, 0x10, 0x20, 0xfb);
    send(0xf0, ...new Array(300).fill(0x79), 0xf7);
    send(0xf0, 0x79, 0xf4, 13, 0xf7, 1);
    send(0xf0, 0x79, 0xf9);
    runMs(100);
    expect(heard.slice(2).map(({ bytes }) => bytes)).toEqual([GREETING[0]]);
  });
});
