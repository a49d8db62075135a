import { describe, expect, it } from "vitest";
import { groups, openFirmware } from "./firmware.fixture.ts";
import { attachNau7802 } from "./nau7802.ts";

const MODE = { INPUT: 0, OUTPUT: 1 } as const;

describe("the I2C bus of our firmware", () => {
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

  it("keeps its pins", () => {
    const { answers, ask, send } = withAmplifier();
    for (const pin of [18, 19]) send(0xf4, pin, MODE.OUTPUT, 0xf5, pin, 1, 0xf4, pin, MODE.INPUT);
    ask(ADDRESS, READ, 0x1f, 1);
    expect(answers(0x77)).toHaveLength(1);
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

  it("loses nothing that comes in while it waits for the bus", () => {
    const { uno, runMs, send, strings } = withAmplifier();
    const levels: boolean[] = [];
    uno.pins.watch(13, (isHigh) => levels.push(isHigh));
    uno.pins.drive(19, false);
    send(0xf4, 13, MODE.OUTPUT, 0xf0, 0x76, ADDRESS, READ, 0x1f, 0, 1, 0, 0xf7);
    for (let i = 0; i < 15; i++) send(0xf5, 13, 1 - (i % 2));
    runMs(40);
    expect(strings()).toEqual(["I2C: stuck 2A"]);
    expect(levels).toHaveLength(15);
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
