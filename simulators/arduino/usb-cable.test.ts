import { describe, expect, it } from "vitest";
import { DeviceLost, type SerialLine } from "#edge/drivers/driver.ts";
import { settled } from "#edge/drivers/fake.ts";
import { openFirmware } from "./firmware.fixture.ts";
import { usbCable } from "./usb-cable.ts";

const PATH = "/dev/ttyACM0";
const BAUD = { baudRate: 57_600 };
const VERSION = [0xf9, 2, 5];

function openCable(resetsWhenOpened = true) {
  const { uno, runMs } = openFirmware();
  runMs(100);
  const cable = usbCable(uno, { path: PATH, resetsWhenOpened });
  const run = async (ms: number) => {
    runMs(ms);
    await settled();
  };
  return { uno, cable, run };
}

function read(line: SerialLine) {
  const control = new AbortController();
  const heard: number[] = [];
  const end = (async () => {
    for await (const chunk of line.chunks(control.signal)) heard.push(...chunk);
  })();
  end.catch(() => undefined); // each test looks at it in its time
  return { heard, end, abort: () => control.abort() };
}

describe("an Uno's USB cable", () => {
  it("carries bytes both ways", async () => {
    const { cable, run } = openCable(false);
    const line = await cable.openSerial(PATH, BAUD);
    const { heard, abort, end } = read(line);
    await line.write("\xf9");
    await run(10);
    expect(heard.slice(0, 3)).toEqual(VERSION);
    abort();
    await expect(end).resolves.toBeUndefined();
  });

  it("resets the board when it is opened, as DTR does, or not", async () => {
    const opened = openCable();
    const { heard } = read(await opened.cable.openSerial(PATH, BAUD));
    await opened.run(100);
    expect(heard.slice(0, 3)).toEqual(VERSION);
    const other = openCable(false);
    const quiet = read(await other.cable.openSerial(PATH, BAUD));
    await other.run(100);
    expect(quiet.heard).toEqual([]);
  });

  it("is for one program at a time, until that closes it", async () => {
    const { cable } = openCable();
    const line = await cable.openSerial(PATH, BAUD);
    const { end } = read(line);
    await expect(cable.openSerial(PATH, BAUD)).rejects.toThrow(DeviceLost);
    await line.close();
    await expect(end).resolves.toBeUndefined();
    await expect(line.write("x")).rejects.toThrow(DeviceLost);
    await expect(cable.openSerial(PATH, BAUD)).resolves.toBeDefined();
  });

  it("is found at its path alone", async () => {
    const { cable } = openCable();
    await expect(cable.openSerial("/dev/ttyACM1", BAUD)).rejects.toThrow(DeviceLost);
  });

  it("loses the line when it is pulled, and the board its power, until it is back", async () => {
    const { uno, cable, run } = openCable();
    const line = await cable.openSerial(PATH, BAUD);
    const { end } = read(line);
    cable.unplug();
    await expect(end).rejects.toThrow(DeviceLost);
    await expect(line.write("x")).rejects.toThrow(DeviceLost);
    await expect(cable.openSerial(PATH, BAUD)).rejects.toThrow(/no such device/);
    expect(uno.isPowered()).toBe(false);
    cable.plugIn();
    const again = read(await cable.openSerial(PATH, BAUD));
    await run(100);
    expect(again.heard.slice(0, 3)).toEqual(VERSION);
  });
});
