import { describe, expect, it } from "vitest";
import { fakePorts, fakeTimer, settled } from "../fake.ts";
import { type KeyPress, keypadConfig, parseKey, serialKeypad } from "./keypad.ts";

describe("parseKey", () => {
  it.each([
    ["1", { kind: "choose", number: 1 }],
    ["9", { kind: "choose", number: 9 }],
    ["\r", { kind: "confirm" }],
    ["\x1b", { kind: "cancel" }],
    ["0", { kind: "choose", number: 0 }],
    [":", null],
    ["\n", null],
    ["\xff", null],
  ])("%j", (text, key) => {
    expect(parseKey(text.charCodeAt(0))).toEqual(key);
  });
});

describe("serialKeypad", () => {
  it("passes keys on in order, and counts what is none", async () => {
    const [ports, path] = [fakePorts(), "/dev/ttyACM0"];
    const tools = { ports, after: fakeTimer().after, uptimeMs: () => 7 };
    const source = serialKeypad(keypadConfig.parse({ kind: "serial-keypad", path }), tools);
    const device = await source.open();
    const abort = new AbortController();
    const presses: KeyPress[] = [];
    const listening = (async () => {
      for await (const press of device.events(abort.signal)) presses.push(press);
    })();
    await settled();
    ports.at(path).send("3x\r\n");
    await settled();
    abort.abort();
    await listening;
    expect(presses).toEqual([
      { key: { kind: "choose", number: 3 }, uptimeMs: 7 },
      { key: { kind: "confirm" }, uptimeMs: 7 },
    ]);
    expect(source.counts()).toEqual({ frames: 2, ignored: 2 });
  });
});
