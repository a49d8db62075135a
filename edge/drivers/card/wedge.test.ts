import { describe, expect, it } from "vitest";
import { evtestGreeting, evtestTyping } from "#simulators/reader/evtest-text.ts";
import { DeviceLost } from "../driver.ts";
import { fakePorts, fakePrograms, fakeTimer, settled } from "../fake.ts";
import { cardIdOf } from "./card-id.ts";
import type { Tap } from "./tap.ts";
import { wedge, wedgeConfig } from "./wedge.ts";

const section = { kind: "wedge", path: "/dev/input/by-id/usb-reader-event-kbd" };
const cardKey = Buffer.alloc(32);

function begin(format = "hex") {
  const [ports, timer] = [fakePorts(), fakeTimer()];
  const tools = { ports, programs: fakePrograms(ports), after: timer.after, cardKey };
  const config = wedgeConfig.parse({ ...section, format });
  const source = wedge(config, { ...tools, uptimeMs: () => 500 });
  const taps: Tap[] = [];
  const abort = new AbortController();
  const listen = async () => {
    const device = await source.open();
    for await (const tap of device.events(abort.signal)) taps.push(tap);
  };
  return { ports, source, taps, abort, listen };
}

describe("wedge", () => {
  it.each([
    ["hex", "62E3086CED", "62e3086ced"],
    ["decimal-10", "3808980205", "e3086ced"],
  ])("taps the card whose number is typed as %s", async (format, typed, uid) => {
    const { ports, source, taps, abort, listen } = begin(format);
    const listening = listen();
    await settled();
    ports.at("evtest").send(`${evtestGreeting}${evtestTyping(typed)}${evtestTyping("12")}`);
    await settled();
    abort.abort();
    await listening;
    const card = cardIdOf(cardKey, Buffer.from(uid, "hex"));
    expect(taps).toEqual([{ card, cardProof: null, uptimeMs: 500 }]);
    expect(source.counts()).toEqual({ frames: 1, ignored: 1 });
  });

  it("says when evtest has ended", async () => {
    const { ports, listen } = begin();
    const listening = listen();
    await settled();
    ports.at("evtest").unplug();
    await expect(listening).rejects.toThrow(DeviceLost);
  });

  it.each([
    ["a serial port", { path: "/dev/ttyUSB0" }],
    ["another form", { format: "octal" }],
    ["a baud rate", { baud_rate: 9600 }],
  ])("refuses %s", (_, change) => {
    expect(wedgeConfig.safeParse({ ...section, ...change }).success).toBe(false);
  });
});
