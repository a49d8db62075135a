import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { attachButton } from "./buttons.ts";
import { ownFirmware } from "./firmware.fixture.ts";
import { fakeTimers, five, openBench } from "./johnny-five.fixture.ts";
import { attachNau7802, type Nau7802 } from "./nau7802.ts";
import type { Uno } from "./uno.ts";

beforeEach(fakeTimers);
afterEach(() => void vi.useRealTimers());

const open = (attach?: (uno: Uno) => void) => openBench(attach, ownFirmware());

describe("johnny-five, as it comes, on our firmware", () => {
  it("is ready in less than a quarter of a second, and knows whom it talks to", async () => {
    const { board } = await open();
    expect(Date.now()).toBeLessThan(250);
    expect(board.io).toMatchObject({
      version: { major: 2, minor: 5 },
      firmware: { name: "qamama", version: { major: 1, minor: 0 } },
    });
  });

  it("hears six buttons that bounce, each press once", async () => {
    const { uno, time, board } = await open();
    const events: string[] = [];
    const contacts = [2, 3, 4, 5, 6, 7].map((pin) => {
      const button = new five.Button({ pin, isPullup: true, board });
      for (const name of ["press", "release"]) button.on(name, () => events.push(`${name} ${pin}`));
      return { pin, contact: attachButton(uno, pin) };
    });
    await time.run(50);
    for (const { pin, contact } of contacts) {
      events.length = 0;
      expect(uno.pins.mode(pin)).toBe("pull-up");
      contact.press();
      contact.bounce(4, 300);
      await time.run(60);
      contact.release();
      await time.run(60);
      expect(events).toEqual([`press ${pin}`, `release ${pin}`]);
    }
  });
});

describe("a NAU7802 behind our firmware", () => {
  const ADDRESS = 0x2a;

  async function openScale(counts: () => number) {
    const on: { amplifier?: Nau7802 } = {};
    const bench = await open((uno) => {
      on.amplifier = attachNau7802(uno, { counts });
    });
    const { board, time } = bench;
    board.io.i2cConfig();
    const answers: number[][] = [];
    const ask = (address: number, register: number, count: number) =>
      board.io.i2cReadOnce(address, register, count, (bytes) => answers.push(bytes));
    const read = async (register: number, count: number) => {
      const before = answers.length;
      ask(ADDRESS, register, count);
      await time.until(() => answers.length > before);
      return answers[before] ?? [];
    };
    const write = (register: number, value: number) =>
      board.io.i2cWrite(ADDRESS, register, [value]);
    return { ...bench, answers, ask, read, write, amplifier: on.amplifier };
  }

  it("gives its exact values at 80 a second", async () => {
    const values = [0, 1, -1, 123_456, -654_321, 0x7f_ff_ff, -0x80_00_00];
    let next = 0;
    const { amplifier, read, time, write } = await openScale(() => values[next++] ?? next);
    write(0x00, 0x06);
    await time.run(5);
    write(0x01, 0x27);
    write(0x02, 0x30);
    write(0x00, 0x16);
    const heard: number[] = [];
    while (heard.length < 100) {
      const [state = 0] = await read(0x00, 1);
      if ((state & 0x20) === 0) continue;
      const [high = 0, middle = 0, low = 0] = await read(0x12, 3);
      heard.push((((high << 16) | (middle << 8) | low) << 8) >> 8);
    }
    expect(heard).toEqual(amplifier?.conversions.slice(0, 100).map(({ counts }) => counts));
    expect(heard).toEqual(expect.arrayContaining(values));
  });

  it("is missed by a STRING alone: no byte of before comes again", async () => {
    const { amplifier, answers, ask, board, read, time } = await openScale(() => 0);
    const strings: string[] = [];
    board.io.on("string", (text: string) => strings.push(text));
    expect(await read(0x1f, 1)).toEqual([0x0f]);
    ask(0x55, 0x1f, 1);
    await time.run(50);
    amplifier?.unplug();
    ask(ADDRESS, 0x1f, 1);
    await time.run(50);
    expect(strings).toEqual(["I2C: nack 55", "I2C: nack 2A"]);
    expect(answers).toHaveLength(1);
  });
});
