import { describe, expect, it } from "vitest";
import { groups, ID, openFirmware } from "./firmware.fixture.ts";
import { attachServo, type Servo } from "./servo.ts";

const SERVO = 4;
const OPEN = 120;
const CLOSED = 10;

function openLid() {
  const on: { lid?: Servo } = {};
  const bench = openFirmware((uno) => {
    on.lid = attachServo(uno, 9);
  });
  bench.runMs(20);
  return {
    ...bench,
    isPulsed: () => on.lid?.pulseUs() !== null,
    degrees: () => on.lid?.degrees() ?? null,
    guard: (degrees: number, after: number, pin = 9) =>
      bench.tell(ID.GUARD, pin, ...groups(degrees, 2), after),
    turn: (degrees: number) => bench.send(0xf4, 9, SERVO, 0xe9, ...groups(degrees, 2)),
    runBeating(halfSeconds: number) {
      for (let i = 0; i < halfSeconds; i++) {
        bench.tell(ID.BEAT);
        bench.runMs(500);
      }
    },
    lids: () => bench.alives().map(({ lid }) => lid),
  };
}

describe("the guard of the lid", () => {
  it("leaves it to the host as long as beats come", () => {
    const { degrees, guard, lids, runBeating, turn } = openLid();
    guard(OPEN, 10);
    turn(CLOSED);
    runBeating(6);
    expect(degrees()).toBe(CLOSED);
    expect(new Set(lids())).toEqual(new Set([0]));
  });

  it("moves it in time when they stop, whatever the host says, and does not move it back by itself", () => {
    const { degrees, guard, lids, runBeating, runMs, tell, turn } = openLid();
    guard(OPEN, 10);
    turn(CLOSED);
    runBeating(4);
    runMs(450); // 950 since the last beat
    expect(degrees()).toBe(CLOSED);
    runMs(100);
    expect(degrees()).toBe(OPEN);
    turn(CLOSED + 20);
    runMs(600);
    expect(degrees()).toBe(OPEN);
    expect(lids().at(-1)).toBe(1);
    tell(ID.BEAT);
    runMs(60);
    expect(degrees()).toBe(OPEN);
    runBeating(2);
    expect([degrees(), lids().at(-1)]).toEqual([OPEN, 0]);
    turn(CLOSED + 20);
    runMs(60);
    expect(degrees()).toBe(CLOSED + 20);
  });

  it("hears no beat with a wrong checksum", () => {
    const { degrees, guard, runMs, send, strings } = openLid();
    guard(OPEN, 5);
    for (let i = 0; i < 8; i++) {
      send(0xf0, ID.BEAT, 1, 2, 3, 4, 5, 0xf7);
      runMs(100);
    }
    expect(degrees()).toBe(OPEN);
    expect(strings()).toEqual(new Array(8).fill("refused 05"));
  });

  it("holds it from power-up on until the first beat, and then where it is", () => {
    const { uno, degrees, guard, isPulsed, lids, runBeating, runMs } = openLid();
    guard(OPEN, 100);
    runMs(100);
    expect(isPulsed()).toBe(false);
    uno.powerOff();
    runMs(1000);
    uno.powerOn();
    runMs(40);
    expect([isPulsed(), degrees()]).toEqual([true, OPEN]);
    runMs(600);
    expect(lids().at(-1)).toBe(1);
    runBeating(3);
    expect([isPulsed(), degrees(), lids().at(-1)]).toEqual([true, OPEN, 0]);
  });

  it("is forgotten when the host says so, also by the EEPROM", () => {
    const { uno, guard, isPulsed, lids, runMs } = openLid();
    guard(OPEN, 5);
    runMs(100);
    guard(0, 0, 127);
    runMs(1100);
    expect(isPulsed()).toBe(false);
    uno.powerCycle();
    runMs(1100);
    expect(isPulsed()).toBe(false);
    expect(new Set(lids())).toEqual(new Set([0]));
  });

  it("leaves it where it is when it is told to forget it while it holds", () => {
    const { degrees, guard, lids, runMs, turn } = openLid();
    guard(OPEN, 5);
    turn(CLOSED);
    runMs(700);
    expect(degrees()).toBe(OPEN);
    guard(0, 0, 127);
    runMs(600);
    expect([degrees(), lids().at(-1)]).toEqual([OPEN, 0]);
  });

  it("counts from when it was told, where no beat came before", () => {
    const { guard, isPulsed, runMs } = openLid();
    runMs(3000);
    guard(OPEN, 10);
    runMs(950);
    expect(isPulsed()).toBe(false);
    runMs(150);
    expect(isPulsed()).toBe(true);
  });

  it("takes up another place at once, also while it holds", () => {
    const { degrees, guard, runMs } = openLid();
    guard(OPEN, 5);
    runMs(600);
    guard(30, 5);
    runMs(60);
    expect(degrees()).toBe(30);
  });

  it.each(Array.from({ length: 8 }, (_, i) => i))(
    "is not there when byte %i of what it keeps is another",
    (byte) => {
      const { uno, guard, isPulsed, runMs } = openLid();
      guard(OPEN, 5);
      runMs(100);
      const kept = uno.eeprom.findIndex((value, i) => value === 9 && uno.eeprom[i + 1] === OPEN);
      if (byte < 7) uno.eeprom[kept + byte] = (uno.eeprom[kept + byte] ?? 0) ^ 0x10;
      uno.powerCycle();
      runMs(100);
      expect(isPulsed()).toBe(byte === 7); // the eighth stays as it was
    },
  );

  it("keeps its servo through a system reset and other messages", () => {
    const { uno, degrees, guard, isPulsed, runMs, send } = openLid();
    guard(OPEN, 5);
    runMs(600);
    const messages = [
      [0xff],
      [0xf4, 9, 1],
      [0xf4, 9, 0],
      [0x91, 0, 0],
      [0xf5, 9, 0],
      [0xf4, 9, 11],
    ];
    for (const message of messages) {
      send(...message);
      runMs(100);
      expect([isPulsed(), degrees(), uno.pins.mode(9)]).toEqual([true, OPEN, "output"]);
    }
  });
});
