import { once } from "node:events";
import { SerialPort } from "serialport";
import { afterEach, describe, it } from "vitest";
import { openPty } from "../pty/pty.ts";
import { openFirmware } from "./firmware.fixture.ts";
import { joinPty, runInRealTime, worldPace } from "./real-time.ts";

describe("a board behind a pty", () => {
  const held: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of held.splice(0).reverse()) await end();
  });

  it("speaks with a program that has the near end", async () => {
    const { uno } = openFirmware();
    const pty = await openPty();
    held.push(() => pty.close(), joinPty(uno, pty));
    const port = new SerialPort({ path: pty.path, baudRate: 57_600 });
    await once(port, "open");
    held.push(() => new Promise<void>((resolve) => port.close(() => resolve())));
    held.push(runInRealTime([uno], worldPace));
    await hears(port, [0xf9, 2, 5]);
    const answer = hears(port, [0xf0, 0x6a]); // analog mapping
    port.write(Buffer.from([0xf0, 0x69, 0xf7]));
    await answer;
  });
});

/** Until these bytes came one after the other. */
function hears(port: SerialPort, bytes: readonly number[]): Promise<void> {
  const wanted = Buffer.from(bytes);
  let heard = Buffer.alloc(0);
  return new Promise((resolve) => {
    const listen = (chunk: Uint8Array) => {
      heard = Buffer.concat([heard, chunk]);
      if (!heard.includes(wanted)) return;
      port.off("data", listen);
      resolve();
    };
    port.on("data", listen);
  });
}
