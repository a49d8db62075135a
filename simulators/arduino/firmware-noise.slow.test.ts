import { describe, expect, it } from "vitest";
import { type FirmwareBench, groups, ID, openFirmware, sealed } from "./firmware.fixture.ts";
import { attachHx711, type Hx711 } from "./hx711.ts";
import { attachNau7802 } from "./nau7802.ts";

/** Chance that is the same in every run: xorshift32. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const BEGIN = [0xf0, ...sealed([ID.HX711, 11, 12, 1]), 0xf7];
const BYTES_A_SECOND = 5760;
const SECONDS = 30;

const whole: readonly (readonly number[])[] = [
  BEGIN,
  [0xf0, ...sealed([ID.GUARD, 9, ...groups(90, 2), 20]), 0xf7],
  [0xf0, ...sealed([ID.BEAT]), 0xf7],
  [0xf0, 0x76, 0x2a, 8, 0x1f, 0, 16, 0, 0xf7],
  [0xf0, 0x76, 0x27, 0, ...groups(0xaa, 2), ...groups(0x55, 2), 0xf7],
  [0xf0, 0x78, 0, 0, 0xf7],
  [0xf0, 0x6b, 0xf7],
  [0xf0, 0x79, 0xf7],
  [0xf0, 0x6f, 9, 90, 0, 0xf7],
  [0xf4, 12, 1],
  [0xf5, 12, 1],
  [0x91, 0x7f, 1],
  [0xe9, 45, 0],
  [0xd0, 1],
];

/** A second of bytes that nobody meant. */
const noises = {
  "of any bytes": (random: (below: number) => number) =>
    Array.from({ length: BYTES_A_SECOND }, () => random(256)),
  "of any bytes but system resets": (random: (below: number) => number) =>
    Array.from({ length: BYTES_A_SECOND }, () => random(255)),
  "of messages with bits turned over": (random: (below: number) => number) => {
    const bytes: number[] = [];
    while (bytes.length < BYTES_A_SECOND) {
      const message = [...(whole[random(whole.length)] ?? [])];
      const at = random(message.length);
      message[at] = (message[at] ?? 0) ^ (1 << random(8));
      bytes.push(...message);
    }
    return bytes;
  },
  "of messages with bytes lost": (random: (below: number) => number) => {
    const bytes: number[] = [];
    while (bytes.length < BYTES_A_SECOND) bytes.push(...(whole[random(whole.length)] ?? []));
    return bytes.filter(() => random(20) > 0);
  },
} as const;

/** A value with each conversion that none before had. */
function openScale() {
  let converted = 0;
  const on: { amplifier?: Hx711 } = {};
  const bench = openFirmware((uno) => {
    on.amplifier = attachHx711(uno, { dout: 11, sck: 12, counts: () => ++converted * 331 });
    attachNau7802(uno, { counts: () => 0 });
  });
  bench.runMs(20);
  return { ...bench, amplifier: on.amplifier };
}

function expectWell({ alives, heard, scraps }: FirmwareBench): void {
  const times = [0, ...alives().map(({ atMs }) => atMs)];
  const pauses = times.slice(1).map((atMs, i) => atMs - (times[i] ?? 0));
  expect(Math.max(...pauses)).toBeLessThan(1100); // one may be dropped where the line is full
  expect(heard.at(-1)?.atMs).toBeGreaterThan((times.at(-1) ?? 0) - 1100);
  expect(new Set(alives().map(({ boot }) => boot))).toEqual(new Set([0]));
  expect(scraps).toEqual([]);
}

describe("half a minute of noise", () => {
  it.each(Object.keys(noises))(
    "%s neither hangs our firmware nor makes a weight",
    (name) => {
      const noise = Object.entries(noises).find(([key]) => key === name)?.[1];
      const random = chance(20_261_126);
      const scale = openScale();
      for (let second = 0; second < SECONDS; second++) {
        scale.send(...BEGIN);
        scale.runMs(5);
        for (const byte of noise?.(random) ?? []) scale.send(byte);
        scale.runMs(1005);
      }
      expectWell(scale);
      const real = new Set(scale.amplifier?.conversions.map(({ counts }) => counts));
      const weights = scale.weights().filter(({ status }) => status !== 3);
      expect(weights.filter(({ counts }) => !real.has(counts))).toEqual([]);
      const counts = weights.map((weight) => weight.counts);
      expect(counts).toEqual([...new Set(counts)].sort((a, b) => a - b)); // in order, each once
    },
    120_000,
  );

  it("is over when it is over: weights come again", () => {
    const random = chance(7);
    const scale = openScale();
    for (let i = 0; i < BYTES_A_SECOND; i++) scale.send(random(256));
    scale.runMs(1100);
    const before = scale.weights().length;
    scale.send(...BEGIN);
    scale.runMs(600);
    expect(scale.weights().length).toBeGreaterThan(before + 30);
  });
});
