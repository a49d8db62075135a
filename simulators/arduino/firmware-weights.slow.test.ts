import { describe, expect, it } from "vitest";
import { type FirmwareBench, groups, ID, openFirmware } from "./firmware.fixture.ts";
import { attachHx711, type Hx711, type Hx711Options } from "./hx711.ts";
import { attachNau7802 } from "./nau7802.ts";

const ENDS = [0, 1, -1, 123_456, -654_321, 0x7f_ff_ff, -0x80_00_00, 0x7f_ff_fe, -0x7f_ff_ff];

/** Four in which it settles, and the one by which it was told. */
const SETTLING = 5;

/** A bridge that gives another value with each conversion, and the hard ones again and again. */
function restlessBridge(): () => number {
  let asked = 0;
  return () => ENDS[asked++ % 31] ?? ((asked * 7919) % 0x1_00_00_00) - 0x80_00_00;
}

type Pins = Pick<Hx711Options, "dout" | "sck">;
const USUAL = { dout: 11, sck: 12 } as const;

type Scale = FirmwareBench & {
  readonly amplifier: Hx711;
  readonly clock: Clock;
  begin(gain?: 1 | 2 | 3): void;
  /** Until this many more conversions ended, and the last has arrived. */
  runConversions(count: number): void;
};

function openScale(options: Partial<Hx711Options> = {}): Scale {
  const pins: Pins = { ...USUAL, ...options };
  const on: { amplifier?: Hx711; clock?: Clock } = {};
  const bench = openFirmware((uno) => {
    on.clock = watchClock(uno, pins.sck, () => on.amplifier?.conversions.at(-1)?.counts ?? 0);
    on.amplifier = attachHx711(uno, { counts: restlessBridge(), ...pins, ...options });
    attachNau7802(uno, { counts: () => 0 });
  });
  const { amplifier, clock } = on;
  if (amplifier === undefined || clock === undefined) throw new Error("nothing is attached");
  bench.runMs(20);
  return {
    ...bench,
    amplifier,
    clock,
    begin(gain = 1) {
      bench.tell(ID.HX711, pins.dout, pins.sck, gain);
    },
    runConversions(count) {
      const end = amplifier.conversions.length + count;
      while (amplifier.conversions.length < end) bench.runMs(1);
      bench.runMs(8);
    },
  };
}

type Clock = {
  pulses: number;
  longestUs: number;
  /** What was there to read, each time that the pulses began. */
  readonly read: number[];
};

/** Between two conversions the clock rests for longer than this. */
const REST_US = 1000;

function watchClock(uno: FirmwareBench["uno"], pin: number, ready: () => number): Clock {
  const clock: Clock = { pulses: 0, longestUs: 0, read: [] };
  let [roseUs, fellUs] = [0, 0];
  uno.pins.watch(pin, (isHigh) => {
    const nowUs = uno.nowUs();
    if (isHigh && nowUs - fellUs > REST_US) clock.read.push(ready());
    if (isHigh) roseUs = nowUs;
    else {
      fellUs = nowUs;
      clock.longestUs = Math.max(clock.longestUs, nowUs - roseUs);
    }
    clock.pulses += isHigh ? 1 : 0;
  });
  return clock;
}

/** Each conversion that was read since the start, but for the first ones, has arrived as it was. */
function expectAll({ amplifier, clock, weights, scraps }: Scale, atLeast: number): void {
  const all = weights();
  expect(all.length).toBeGreaterThanOrEqual(atLeast);
  expect(all.map(({ counts }) => counts)).toEqual(clock.read.slice(SETTLING));
  const converted = amplifier.conversions.slice(-all.length);
  expect(all.map(({ counts }) => counts)).toEqual(converted.map(({ counts }) => counts));
  expect(all.map(({ seq }) => seq)).toEqual(all.map((_, i) => i + 1));
  expect(scraps).toEqual([]);
}

describe("weights of our firmware", () => {
  it("are each conversion of three seconds at 80 a second, once, to the ends of the scale", () => {
    const scale = openScale();
    scale.begin();
    scale.runConversions(SETTLING + 240);
    expectAll(scale, 240);
    const heard = new Set(scale.weights().map(({ counts }) => counts));
    expect(ENDS.filter((value) => !heard.has(value))).toEqual([]);
  });

  it("tell of both ends of the scale", () => {
    let asked = 0;
    const values = [0x7f_ff_ff, -0x80_00_00, 0x7f_ff_fe, -0x7f_ff_ff, 0];
    const scale = openScale({ counts: () => values[asked++ % values.length] ?? 0 });
    scale.begin();
    scale.runConversions(40);
    expectAll(scale, 30);
    const seen = new Map(scale.weights().map(({ counts, status }) => [counts, status]));
    expect(values.map((value) => seen.get(value))).toEqual([1, 2, 0, 0, 0]);
  });

  it("come at 10 a second as well, after the data sheet's 400 ms", () => {
    const scale = openScale({ samplesPerSecond: 10 });
    scale.runMs(1050);
    scale.begin();
    const beganMs = scale.uno.nowUs() / 1000;
    scale.runConversions(20);
    expectAll(scale, 12);
    const firstMs = scale.heard.find(({ bytes }) => bytes[1] === ID.WEIGHT)?.atMs ?? 0;
    expect(firstMs - beganMs).toBeGreaterThan(400);
  });

  it("all come while the host is busy with everything else", () => {
    const scale = openScale();
    scale.begin();
    scale.send(0xf4, 13, 1, 0xf4, 2, 11, 0xd0, 1, 0xf0, 0x78, 0, 0, 0xf7, 0xf4, 9, 4);
    scale.runMs(100);
    for (let turn = 0; turn < 100; turn++) {
      scale.send(0xe9, ...groups(turn, 2), 0x91, turn % 2 ? 0x20 : 0, 0);
      scale.send(0xf0, 0x76, 0x2a, 8, ...groups(0, 2), ...groups(16, 2), 0xf7);
      scale.send(0xf0, 0x76, 0x27, 0, ...new Array(20).fill(1), 0xf7);
      scale.tell(ID.BEAT);
      scale.runMs(20);
    }
    scale.runConversions(1);
    expectAll(scale, 150);
    expect(scale.answers(0x77)).toHaveLength(100);
    expect(scale.strings()).toHaveLength(100); // nobody is at 27
    // As long as ever, also when a byte comes in between: the data sheet wants 0.2 to 50 us.
    expect(scale.clock.longestUs).toBeGreaterThan(1);
    expect(scale.clock.longestUs).toBeLessThan(1.5);
  });

  it("are dropped whole, and their numbers with them, where the line is full", () => {
    const scale = openScale();
    scale.begin();
    scale.runConversions(20);
    for (let i = 0; i < 200; i++) {
      scale.send(0xf0, 0x6b, 0xf7);
      scale.runMs(12);
    }
    scale.runMs(300);
    const all = scale.weights();
    expect(all.length).toBeLessThan(scale.clock.read.length - SETTLING);
    for (const { seq, counts } of all) expect(counts).toBe(scale.clock.read[SETTLING + seq - 1]);
    expect(scale.scraps).toEqual([]);
  });

  it.each([
    [1, "A128", 25],
    [2, "B32", 26],
    [3, "A64", 27],
  ] as const)("of gain %i are of input %s alone", (gain, input, pulses) => {
    const scale = openScale({ counts: () => 1000 });
    scale.begin();
    scale.runConversions(20);
    const before = scale.weights().length;
    scale.begin(gain);
    scale.runConversions(30);
    const after = scale.weights().slice(before + 1); // one may have been on its way
    expect(after.length).toBeGreaterThan(15);
    const expected = { A128: 1000, B32: 0, A64: 500 }[input];
    expect(new Set(after.map(({ counts }) => counts))).toEqual(new Set([expected]));
    const { pulses: pulsesBefore } = scale.clock;
    scale.runConversions(10);
    expect(scale.clock.pulses - pulsesBefore).toBe(10 * pulses);
  });

  it("are not disturbed by being told the same again, nor by what is refused", () => {
    const scale = openScale();
    scale.begin();
    scale.runConversions(20);
    for (const again of [
      [11, 12, 1],
      [11, 12, 9],
      [11, 11, 1],
      [0, 12, 1],
    ]) {
      scale.tell(ID.HX711, ...again);
      scale.runConversions(10);
    }
    expect(scale.answers(ID.HX711)).toHaveLength(2);
    expectAll(scale, 50);
  });

  it("say each half second that the amplifier is silent, and settle again when it is back", () => {
    const scale = openScale();
    scale.begin();
    scale.runConversions(20);
    const before = scale.weights().length;
    scale.amplifier.unplug();
    scale.runMs(1600);
    const silent = scale.weights().slice(before);
    expect(silent.map(({ status, counts }) => [status, counts])).toEqual(new Array(3).fill([3, 0]));
    const readBefore = scale.clock.read.length;
    scale.amplifier.plugIn();
    scale.runConversions(30);
    const back = scale.weights().slice(before + silent.length);
    const expected = scale.clock.read.slice(readBefore + SETTLING);
    expect(back.map(({ counts }) => counts)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(20);
    expect(scale.weights().map(({ seq }) => seq)).toEqual(scale.weights().map((_, i) => i + 1));
  });

  it("settle again after a loss of power too short to be told of", () => {
    const scale = openScale();
    scale.begin();
    scale.runConversions(20);
    const before = scale.weights().length;
    scale.amplifier.unplug();
    scale.runMs(300);
    const readBefore = scale.clock.read.length;
    scale.amplifier.plugIn();
    scale.runConversions(20);
    const back = scale.weights().slice(before);
    expect(back.map(({ status }) => status)).not.toContain(3);
    const expected = scale.clock.read.slice(readBefore + SETTLING);
    expect(back.map(({ counts }) => counts)).toEqual(expected);
  });

  it("are none of a data line that is stuck low", () => {
    const scale = openScale();
    scale.begin();
    scale.runConversions(20);
    scale.amplifier.unplug();
    scale.uno.pins.drive(USUAL.dout, false);
    const before = scale.weights().length;
    scale.runMs(1100);
    expect(
      scale
        .weights()
        .slice(before)
        .map(({ status }) => status),
    ).toEqual([3, 3]);
  });

  it("end with a system reset, which gives the pins back", () => {
    const scale = openScale();
    scale.begin();
    scale.runConversions(20);
    scale.send(0xff);
    scale.runMs(20);
    const before = scale.weights().length;
    scale.runMs(700);
    expect(scale.weights()).toHaveLength(before);
    expect([11, 12].map((pin) => scale.uno.pins.mode(pin))).toEqual(["input", "input"]);
  });
});

describe("pins of the HX711", () => {
  const pair = (...pins: number[]) => pins;
  /** Every message of Firmata that could touch them. */
  const attempts = (pins: readonly number[]): readonly (readonly number[])[] => [
    ...pins.flatMap((pin) => [0, 1, 2, 3, 4, 6, 11, 127].map((mode) => pair(0xf4, pin, mode))),
    ...[0, 1, 2].flatMap((port) => [pair(0x90 | port, 0x7f, 1), pair(0x90 | port, 0, 0)]),
    ...pins.flatMap((pin) => [pair(0xf5, pin, 1), pair(0xf5, pin, 0)]),
    ...pins.map((pin) => [0xf0, 0x70, pin, ...groups(600, 2), ...groups(2000, 2), 0xf7]),
    ...pins.map((pin) => [0xe0 | (pin & 0xf), ...groups(1500, 2)]),
    ...pins.map((pin) => [0xf0, 0x6f, pin, ...groups(90, 2), 0xf7]),
    [0xf0, 0x78, 0, 0, 0xf7],
    [0xf0, 0x76, 0x2a, 0, 1, 0, 1, 0, 0xf7],
    [0xf0, 0x76, 0x2a, 8, 1, 0, 1, 0, 0xf7],
    ...pins.map((pin) => [0xf0, 0x6d, pin, 0xf7]),
    [0xd0, 1, 0xd1, 1, 0xd2, 1, 0xf0, 0x6b, 0xf7],
  ];

  it.each([
    ["usual", 11, 12],
    ["servo", 10, 9],
    ["I2C", 18, 19],
    ["button", 2, 7],
  ])("are left alone by every message of the host: %s pins", (_, dout, sck) => {
    const scale = openScale({ dout, sck });
    scale.begin();
    scale.runConversions(20);
    const [conversions, pulses] = [scale.amplifier.conversions.length, scale.clock.pulses];
    for (const attempt of attempts([dout, sck])) {
      scale.send(...attempt);
      scale.runMs(7);
    }
    scale.tell(ID.GUARD, 9, ...groups(90, 2), 5);
    scale.tell(ID.GUARD, 10, ...groups(90, 2), 5);
    scale.runConversions(80);
    expectAll(scale, 80);
    const converted = scale.amplifier.conversions.length - conversions;
    expect(scale.clock.pulses - pulses).toBe(25 * converted);
    expect(scale.uno.pins.mode(sck)).toBe("output");
    expect(scale.uno.pins.mode(dout)).toBe("pull-up");
  });
});
