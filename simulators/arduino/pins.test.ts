import { describe, expect, it } from "vitest";
import { attachButton } from "./buttons.ts";
import { openFirmware } from "./firmware.fixture.ts";
import { attachServo } from "./servo.ts";

const SET_MODE = 0xf4;
const MODE = { input: 0, output: 1, servo: 4, pullUp: 11 } as const;
const SET_PIN = 0xf5;
const SET_SERVO = 0xe0;

function openBoard() {
  const { uno, send, runMs } = openFirmware();
  runMs(50);
  const changes: [boolean, number][] = [];
  const tell = (...bytes: number[]) => {
    send(...bytes);
    runMs(2);
  };
  return { uno, tell, runMs, changes, ...uno.pins };
}

describe("a pin", () => {
  it("is what the firmware makes it", () => {
    const { tell, level, mode } = openBoard();
    expect([mode(2), level(2)]).toEqual(["input", false]);
    tell(SET_MODE, 2, MODE.pullUp);
    expect([mode(2), level(2)]).toEqual(["pull-up", true]);
    tell(SET_MODE, 13, MODE.output);
    tell(SET_PIN, 13, 1);
    expect([mode(13), level(13)]).toEqual(["output", true]);
  });

  it("follows a voltage from outside while it is an input, and not as an output", () => {
    const { tell, level, drive, release } = openBoard();
    drive(13, true);
    expect(level(13)).toBe(true);
    tell(SET_MODE, 13, MODE.output);
    tell(SET_PIN, 13, 0);
    expect(level(13)).toBe(false);
    tell(SET_MODE, 13, MODE.input);
    expect(level(13)).toBe(true);
    release(13);
    expect(level(13)).toBe(false);
  });

  it("tells its changes and their cycles", () => {
    const { uno, tell, runMs, watch } = openBoard();
    const changes: [boolean, number][] = [];
    const end = watch(13, (level, cycle) => changes.push([level, cycle]));
    tell(SET_MODE, 13, MODE.output);
    tell(SET_PIN, 13, 1);
    const before = uno.nowUs() * 16;
    runMs(100);
    uno.reset("external");
    runMs(1);
    end();
    uno.pins.drive(13, true);
    expect(changes.map(([level]) => level)).toEqual([true, false]);
    expect(changes[0]?.[1]).toBeLessThan(before);
    expect(changes[1]?.[1]).toBeGreaterThanOrEqual(before + 100 * 16_000);
  });
});

describe("a button", () => {
  it("takes its pin to ground while it is pressed, and bounces first if it shall", () => {
    const { uno, tell, runMs, level, watch } = openBoard();
    const button = attachButton(uno, 3);
    tell(SET_MODE, 3, MODE.pullUp);
    const levels: boolean[] = [];
    watch(3, (isHigh) => levels.push(isHigh));
    button.press();
    button.bounce(2, 300);
    runMs(5);
    expect(levels).toEqual([false, true, false, true, false]);
    button.release();
    expect(level(3)).toBe(true);
  });
});

describe("a servo", () => {
  it.each([
    [0, 544],
    [90, 1472],
    [180, 2400],
  ])("goes to %i degrees by pulses of %i us", (degrees, us) => {
    const { uno, tell, runMs } = openBoard();
    const servo = attachServo(uno, 9);
    expect([servo.pulseUs(), servo.degrees()]).toEqual([null, null]);
    tell(SET_MODE, 9, MODE.servo);
    tell(SET_SERVO + 9, degrees & 0x7f, degrees >> 7);
    runMs(100);
    expect(servo.degrees()).toBe(degrees);
    expect(servo.pulseUs()).toBeGreaterThan(us - 8);
    expect(servo.pulseUs()).toBeLessThan(us + 8);
  });

  it("stays where it is when the pulses cease", () => {
    const { uno, tell, runMs } = openBoard();
    const servo = attachServo(uno, 9);
    tell(SET_MODE, 9, MODE.servo);
    tell(SET_SERVO + 9, 45, 0);
    runMs(100);
    tell(SET_MODE, 9, MODE.output);
    runMs(100);
    expect([servo.pulseUs(), servo.degrees()]).toEqual([null, 45]);
  });
});
