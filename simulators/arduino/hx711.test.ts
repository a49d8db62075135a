import { describe, expect, it } from "vitest";
import { attachHx711, type Hx711Options } from "./hx711.ts";
import { openSleepingUno } from "./sleeping-uno.fixture.ts";
import { CYCLES_PER_MS, CYCLES_PER_US } from "./uno.ts";

const DOUT = 11;
const SCK = 12;

function openAmplifier(options: Partial<Hx711Options> = {}) {
  const uno = openSleepingUno();
  uno.pins.drive(SCK, false);
  const amplifier = attachHx711(uno, { dout: DOUT, sck: SCK, counts: () => 123_456, ...options });
  const runUs = (us: number) => uno.run(us * CYCLES_PER_US);
  const isReady = () => !uno.pins.level(DOUT);
  function pulse(): number {
    uno.pins.drive(SCK, true);
    runUs(1);
    const bit = uno.pins.level(DOUT) ? 1 : 0;
    uno.pins.drive(SCK, false);
    runUs(1);
    return bit;
  }
  function read(pulses = 25): number {
    let bits = 0;
    for (let count = 0; count < pulses; count++) {
      const bit = pulse();
      if (count < 24) bits = bits * 2 + bit;
    }
    return (bits << 8) >> 8;
  }
  function waitMs(): number {
    for (let ms = 0; ms < 1000; ms++) {
      if (isReady()) return ms;
      uno.run(CYCLES_PER_MS);
    }
    return Number.POSITIVE_INFINITY;
  }
  const next = (pulses?: number) => {
    waitMs();
    return read(pulses);
  };
  return { uno, amplifier, runUs, isReady, pulse, read, waitMs, next };
}

describe("a virtual HX711", () => {
  it.each([0, 1, -1, 123_456, -654_321, 0x7f_ff_ff, -0x80_00_00])(
    "gives %i, bit by bit",
    (counts) => {
      const { next } = openAmplifier({ counts: () => counts });
      expect(next()).toBe(counts);
    },
  );

  it.each([
    [9_000_000, 0x7f_ff_ff],
    [-9_000_000, -0x80_00_00],
  ])("stops at its ends: %i is %i", (counts, given) => {
    expect(openAmplifier({ counts: () => counts }).next()).toBe(given);
  });

  it("remembers what it converted, and when", () => {
    let load = 0;
    const { next, amplifier } = openAmplifier({ counts: () => ++load });
    expect([next(), next(), next()]).toEqual([1, 2, 3]);
    expect(amplifier.conversions).toEqual([
      { atUs: 50_000, counts: 1, input: "A128" },
      { atUs: 62_500, counts: 2, input: "A128" },
      { atUs: 75_000, counts: 3, input: "A128" },
    ]);
  });

  it.each([
    [80, 50, 13],
    [10, 400, 100],
  ] as const)(
    "at %i a second is first ready after %i ms, then each %i",
    (samplesPerSecond, first, each) => {
      const { waitMs, read } = openAmplifier({ samplesPerSecond });
      expect(waitMs()).toBe(first);
      read();
      expect(waitMs()).toBe(each);
    },
  );

  it("is not ready any more once it was read, and ready while it was not", () => {
    const { waitMs, isReady, runUs, read } = openAmplifier();
    waitMs();
    runUs(100_000);
    expect(isReady()).toBe(true);
    read();
    expect(isReady()).toBe(false);
  });

  it("takes the number of pulses for the next input, and settles on it", () => {
    const { next, waitMs, amplifier } = openAmplifier({ counts: () => 1000 });
    expect(next(27)).toBe(1000);
    expect(waitMs()).toBe(50);
    expect(next(27)).toBe(500); // A at half the gain
    expect(waitMs()).toBe(13);
    expect(next(26)).toBe(500);
    expect(next(25)).toBe(0); // B, where nothing is
    expect(next(25)).toBe(1000);
    expect(amplifier.conversions.map(({ input }) => input)).toEqual([
      "A128",
      "A64",
      "A64",
      "B32",
      "A128",
    ]);
  });

  it("sleeps while SCK is high for more than 60 us, and starts anew after", () => {
    const { uno, waitMs, next, runUs, isReady } = openAmplifier({ counts: () => 1000 });
    next(27);
    waitMs();
    uno.pins.drive(SCK, true);
    runUs(50);
    uno.pins.drive(SCK, false);
    next(27);
    uno.pins.drive(SCK, true);
    runUs(61);
    expect(isReady()).toBe(false);
    runUs(500_000);
    expect(isReady()).toBe(false);
    uno.pins.drive(SCK, false);
    expect(waitMs()).toBe(50);
    expect(next()).toBe(1000); // again at the gain of its start
  });

  it("stays high while it is unplugged, and starts when it is back", () => {
    const { amplifier, waitMs, pulse } = openAmplifier();
    amplifier.unplug();
    expect(waitMs()).toBe(Number.POSITIVE_INFINITY);
    expect(pulse()).toBe(1);
    expect(amplifier.conversions).toEqual([]);
    amplifier.plugIn();
    expect(waitMs()).toBe(50);
  });

  it("loses what it knew with the board's power", () => {
    const { uno, next, waitMs } = openAmplifier({ counts: () => 1000 });
    next(27);
    uno.powerCycle();
    expect(waitMs()).toBe(50);
    expect(next()).toBe(1000);
  });
});
