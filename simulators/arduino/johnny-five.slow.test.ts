import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { attachButton } from "./buttons.ts";
import { ownFirmware } from "./firmware.fixture.ts";
import { fakeTimers, five, openBench } from "./johnny-five.fixture.ts";
import { attachLcd, type Lcd } from "./lcd.ts";
import { attachNau7802, type Nau7802 } from "./nau7802.ts";
import { attachServo, type Servo } from "./servo.ts";
import { standardFirmata } from "./standard-firmata.ts";
import type { Uno } from "./uno.ts";

beforeEach(fakeTimers);
afterEach(() => void vi.useRealTimers());

describe.each([
  ["StandardFirmata", standardFirmata()],
  ["our own firmware", ownFirmware()],
])("johnny-five on a simulated Uno with %s", { timeout: 120_000 }, (_, hex) => {
  it("lights an LED", async () => {
    const { uno, time, board } = await openBench(() => {}, hex);
    const led = new five.Led({ pin: 13, board });
    led.on();
    await time.run(5);
    expect(uno.pins.level(13)).toBe(true);
    led.off();
    await time.run(5);
    expect(uno.pins.level(13)).toBe(false);
  });

  it("hears a button that bounces, once", async () => {
    const { uno, time, board } = await openBench(() => {}, hex);
    const contact = attachButton(uno, 2);
    const button = new five.Button({ pin: 2, isPullup: true, board });
    const events: string[] = [];
    for (const name of ["press", "release"]) button.on(name, () => events.push(name));
    await time.run(50);
    expect(uno.pins.mode(2)).toBe("pull-up");
    contact.press();
    contact.bounce(4, 300);
    await time.run(100);
    expect(events).toEqual(["press"]);
    contact.release();
    await time.run(100);
    expect(events).toEqual(["press", "release"]);
  });

  it("turns a servo", async () => {
    let lid: Servo | undefined;
    const { time, board } = await openBench((uno) => {
      lid = attachServo(uno, 9);
    }, hex);
    expect(lid?.pulseUs()).toBeNull();
    const servo = new five.Servo({ pin: 9, pwmRange: [544, 2400], board });
    for (const degrees of [0, 90, 180]) {
      servo.to(degrees);
      await time.run(60);
      expect(lid?.degrees()).toBe(degrees);
    }
    expect(lid?.pulseUs()).toBeGreaterThan(2380);
  });

  it("writes on an LCD", async () => {
    let lcd: Lcd | undefined;
    const { time, board } = await openBench((uno) => {
      lcd = attachLcd(uno, { columns: 20, rows: 4 });
    }, hex);
    const text = new five.LCD({ controller: "PCF8574", rows: 4, cols: 20, board });
    text.cursor(0, 0).print("Qamama");
    text.cursor(3, 12).print("1.234 kg");
    await time.run(400);
    expect(lcd?.lines()).toEqual([
      "Qamama              ",
      " ".repeat(20),
      " ".repeat(20),
      "            1.234 kg",
    ]);
    expect(lcd?.hasLight()).toBe(true);
    text.noBacklight();
    await time.run(20);
    expect(lcd?.hasLight()).toBe(false);
  });
});

describe("johnny-five on a simulated Uno", { timeout: 120_000 }, () => {
  it("loses the line when the cable is pulled, and starts again when it is back", async () => {
    const { uno, cable, time, board } = await openBench();
    const closed = vi.fn();
    board.io.on("close", closed);
    cable.unplug();
    await time.run(5);
    expect(closed).toHaveBeenCalledOnce();
    expect(uno.isPowered()).toBe(false);
    const path = "/dev/serial/by-id/usb-arduino-uno";
    await expect(cable.openSerial(path, { baudRate: 57_600 })).rejects.toThrow(/no such device/);
    cable.plugIn();
    const heard: number[] = [];
    uno.serial.onByte((byte) => heard.push(byte));
    await cable.openSerial(path, { baudRate: 57_600 });
    await time.run(2000);
    expect(heard.slice(0, 3)).toEqual([0xf9, 2, 3]);
  });

  it("is alike to the millisecond in two runs", async () => {
    const first = await pressesOfOneRun();
    vi.useRealTimers();
    fakeTimers();
    expect(await pressesOfOneRun()).toEqual(first);
    expect(first).toHaveLength(6);
  });
});

async function pressesOfOneRun(): Promise<number[]> {
  const { uno, time, board } = await openBench();
  const contact = attachButton(uno, 3);
  const button = new five.Button({ pin: 3, isPullup: true, board });
  const times: number[] = [];
  for (const name of ["press", "release"]) button.on(name, () => times.push(Date.now()));
  for (let round = 0; round < 3; round++) {
    await time.run(37);
    contact.press();
    await time.run(41);
    contact.release();
  }
  await time.run(40);
  return times;
}

describe("a NAU7802 behind StandardFirmata", { timeout: 120_000 }, () => {
  const ADDRESS = 0x2a;

  async function openScale(counts: () => number) {
    const devices: { amplifier?: Nau7802 } = {};
    const bench = await openBench((uno: Uno) => {
      devices.amplifier = attachNau7802(uno, { counts });
    });
    bench.board.io.i2cConfig();
    const read = async (address: number, register: number, count: number): Promise<number[]> => {
      let answer: number[] | null = null;
      bench.board.io.i2cReadOnce(address, register, count, (bytes) => {
        answer = bytes;
      });
      await bench.time.until(() => answer !== null);
      return answer ?? [];
    };
    const write = (register: number, value: number) =>
      bench.board.io.i2cWrite(ADDRESS, register, [value]);
    return { ...bench, read, write, amplifier: devices.amplifier };
  }

  it("gives its exact values", async () => {
    let next = 0;
    const values = [0, 1, -1, 123_456, -654_321, 0x7f_ff_ff, -0x80_00_00];
    const { time, read, write, amplifier } = await openScale(() => values[next++] ?? 0);
    expect(await read(ADDRESS, 0x1f, 1)).toEqual([0x0f]);
    write(0x00, 0x06);
    await time.run(5);
    expect((await read(ADDRESS, 0x00, 1))[0]).toBe(0x0e);
    write(0x01, 0x27);
    write(0x00, 0x16);
    const heard: number[] = [];
    while (heard.length < values.length) {
      const [state = 0] = await read(ADDRESS, 0x00, 1);
      if ((state & 0x20) === 0) continue;
      const [high = 0, middle = 0, low = 0] = await read(ADDRESS, 0x12, 3);
      heard.push((((high << 16) | (middle << 8) | low) << 8) >> 8);
    }
    expect(heard).toEqual(values);
    expect(amplifier?.conversions.slice(0, values.length).map(({ counts }) => counts)).toEqual(
      values,
    );
  });

  /** Absent from the bus, it is answered for by the device that was read before, with its old bytes. */
  it("answers for an absent address, and only a STRING tells", async () => {
    const { board, time, read } = await openScale(() => 0);
    expect(await read(ADDRESS, 0x1f, 1)).toEqual([0x0f]);
    const strings: string[] = [];
    const ghosts: number[][] = [];
    const answers: number[][] = [];
    board.io.on("string", (text: string) => strings.push(text));
    board.io.on(`I2C-reply-${ADDRESS}-${0x1f}`, (bytes: number[]) => ghosts.push(bytes));
    board.io.i2cReadOnce(0x55, 0x1f, 1, (bytes) => answers.push(bytes));
    await time.run(100);
    expect(ghosts).toEqual([[0x0f]]);
    expect(answers).toEqual([]);
    expect(strings).toEqual(["I2C Read Error: Too many bytes received"]);
  });
});
