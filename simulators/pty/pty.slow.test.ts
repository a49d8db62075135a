import { once } from "node:events";
import { existsSync } from "node:fs";
import { SerialPort } from "serialport";
import { afterEach, describe, expect, it } from "vitest";
import { openPty, type Pty } from "./pty.ts";

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe("a pty with a serialport on it", () => {
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });

  async function openBoth(): Promise<{ pty: Pty; port: SerialPort }> {
    const pty = await openPty();
    open.push(pty);
    const port = new SerialPort({ path: pty.path, baudRate: 9600 });
    await once(port, "open");
    open.push({ close: () => port.isOpen && closed(port) });
    return { pty, port };
  }

  it("carries every byte to the near end, control characters too", async () => {
    const { pty, port } = await openBoth();
    const heard = collect((listener) => port.on("data", listener));
    pty.write(everyByte);
    expect(await heard).toEqual(everyByte);
  });

  it("carries every byte to the far end, and echoes none", async () => {
    const { pty, port } = await openBoth();
    const echoed: Uint8Array[] = [];
    port.on("data", (bytes: Uint8Array) => echoed.push(bytes));
    const heard = collect((listener) => pty.onData(listener));
    port.write(Buffer.from(everyByte));
    expect(await heard).toEqual(everyByte);
    expect(echoed).toEqual([]);
  });

  it("outlives the program on its near end", async () => {
    const { pty, port } = await openBoth();
    await closed(port);
    const again = new SerialPort({ path: pty.path, baudRate: 9600 });
    await once(again, "open");
    open.push({ close: () => closed(again) });
    const heard = collect((listener) => again.on("data", listener));
    pty.write(everyByte);
    expect(await heard).toEqual(everyByte);
  });

  it("vanishes when it is closed", async () => {
    const pty = await openPty();
    await pty.close();
    expect(existsSync(pty.path)).toBe(false);
  });
});

/** The first 256 bytes that a listener hears. */
function collect(listen: (listener: (bytes: Uint8Array) => void) => unknown): Promise<Uint8Array> {
  let heard = new Uint8Array();
  return new Promise((resolve) => {
    listen((bytes) => {
      heard = Uint8Array.from([...heard, ...bytes]);
      if (heard.length >= everyByte.length) resolve(heard);
    });
  });
}

function closed(port: SerialPort): Promise<void> {
  return new Promise((resolve) => port.close(() => resolve()));
}
