import { describe, expect, it } from "vitest";
import { attachNau7802 } from "./nau7802.ts";
import { openTwiMaster } from "./sleeping-uno.fixture.ts";
import { CYCLES_PER_MS, CYCLES_PER_US } from "./uno.ts";

const ADDRESS = 0x2a;
const READY = 0x20;

function openAmplifier(counts: () => number = () => 123_456) {
  const { uno, write, read } = openTwiMaster();
  const amplifier = attachNau7802(uno, { counts });
  const set = (register: number, ...values: number[]) => write(ADDRESS, register, ...values);
  const get = (register: number, count = 1) => read(ADDRESS, register, count) ?? [];
  const runMs = (ms: number) => uno.run(ms * CYCLES_PER_MS);
  const isReady = () => ((get(0x00)[0] ?? 0) & READY) !== 0;
  function output(): number {
    const [high = 0, middle = 0, low = 0] = get(0x12, 3);
    return (((high << 16) | (middle << 8) | low) << 8) >> 8;
  }
  /** Powered, gain 128, 80 conversions a second. */
  function begin(): void {
    set(0x00, 0x06);
    runMs(1);
    set(0x01, 0x27, 0x30);
    set(0x00, 0x16);
  }
  return { uno, amplifier, set, get, runMs, isReady, output, begin };
}

describe("a virtual NAU7802", () => {
  it("has the registers that the data sheet says", () => {
    const { get } = openAmplifier();
    const registers = new Array<number>(0x20).fill(0);
    Object.assign(registers, { 7: 0x80, 14: 0x80, 31: 0x0f });
    expect(get(0x00, 0x20)).toEqual(registers);
  });

  it("is powered 200 us after it is told", () => {
    const { uno, set, get } = openAmplifier();
    set(0x00, 0x06);
    uno.run(199 * CYCLES_PER_US);
    expect(get(0x00)).toEqual([0x06]);
    uno.run(2 * CYCLES_PER_US);
    expect(get(0x00)).toEqual([0x0e]);
  });

  it.each([0, 1, -1, 123_456, -654_321, 0x7f_ff_ff, -0x80_00_00])("gives %i", (counts) => {
    const { begin, runMs, isReady, output } = openAmplifier(() => counts);
    begin();
    expect(isReady()).toBe(false);
    runMs(13);
    expect(isReady()).toBe(true);
    expect(output()).toBe(counts);
    expect(isReady()).toBe(false);
  });

  it.each([
    [0x00, 10],
    [0x10, 20],
    [0x20, 40],
    [0x30, 80],
    [0x70, 320],
  ])("with CTRL2 %i converts %i times a second", (ctrl2, rate) => {
    const { set, begin, runMs, amplifier } = openAmplifier();
    begin();
    set(0x02, ctrl2);
    const before = amplifier.conversions.length;
    runMs(2000);
    expect(amplifier.conversions.length - before).toBe(2 * rate);
  });

  it.each([
    [7, 1000],
    [6, 500],
    [0, 8],
  ])("at gain setting %i gives %i for 1000", (setting, given) => {
    const { set, begin, runMs, output } = openAmplifier(() => 1000);
    begin();
    set(0x01, 0x20 | setting);
    runMs(13);
    expect(output()).toBe(given);
  });

  it("subtracts its offset, then multiplies by its gain", () => {
    const { set, begin, runMs, output } = openAmplifier(() => 1000);
    begin();
    set(0x03, 0xff, 0xff, 0xf6, 0x01, 0x80, 0, 0); // -10, and three
    runMs(13);
    expect(output()).toBe(3030);
  });

  it("calibrates: an offset away, an input to full scale", () => {
    let load = 1000;
    const { set, get, begin, runMs, output } = openAmplifier(() => load);
    begin();
    set(0x02, 0x36);
    expect(get(0x02)).toEqual([0x36]);
    runMs(100);
    expect(get(0x02)).toEqual([0x32]);
    expect(output()).toBe(0);
    load = 1000 + 0x20_00_00;
    set(0x02, 0x37);
    runMs(100);
    expect(get(0x02)).toEqual([0x33]);
    expect(output()).toBeCloseTo(0x7f_ff_ff, -1);
    load = 0;
    set(0x02, 0x37);
    runMs(100);
    expect(get(0x02)).toEqual([0x3b]); // below its offset: failed
  });

  it("lets nobody write what it alone says", () => {
    const { set, get } = openAmplifier();
    set(0x1f, 0x55);
    set(0x12, 1, 2, 3);
    set(0x00, 0x28);
    expect([get(0x1f), get(0x12, 3), get(0x00)]).toEqual([[0x0f], [0, 0, 0], [0]]);
  });

  it("forgets all when it is reset", () => {
    const { set, get, begin, runMs, amplifier } = openAmplifier();
    begin();
    runMs(100);
    const { length } = amplifier.conversions;
    set(0x00, 0x01);
    runMs(100);
    expect(get(0x00, 2)).toEqual([0x01, 0x00]);
    expect(amplifier.conversions).toHaveLength(length);
    set(0x00, 0x02);
    expect(get(0x00)).toEqual([0x02]);
  });

  it("answers nobody while it is unplugged, and comes back with its defaults", () => {
    const { set, get, begin, runMs, amplifier } = openAmplifier();
    begin();
    amplifier.unplug();
    expect(set(0x01, 0x27)).toBe(false);
    expect(get(0x1f)).toEqual([]);
    runMs(100);
    expect(amplifier.conversions).toEqual([]);
    amplifier.plugIn();
    expect(get(0x00, 3)).toEqual([0, 0, 0]);
  });

  it("goes on while the chip starts again, and forgets all with the board's power", () => {
    const { uno, get, begin, runMs, amplifier } = openAmplifier();
    begin();
    uno.reset("external");
    runMs(1000);
    expect(amplifier.conversions).toHaveLength(80);
    uno.powerCycle();
    expect(get(0x00, 3)).toEqual([0, 0, 0]);
  });
});
