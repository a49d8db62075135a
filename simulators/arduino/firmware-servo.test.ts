import { describe, expect, it } from "vitest";
import { groups, openFirmware } from "./firmware.fixture.ts";
import { attachServo, type Servo } from "./servo.ts";

const MODE = { INPUT: 0, SERVO: 4 } as const;

describe("servos of our firmware", () => {
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
