import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { openPty, type Pty } from "#simulators/pty/pty.ts";
import { serialPorts } from "./serial.ts";

const READER = fileURLToPath(new URL("idle-reader.fixture.ts", import.meta.url));
const LINES = 7;
/** So that the reader sleeps when a line comes; what comes while it still works is no proof. */
const BETWEEN_LINES_MS = 50;

describe("a serial line in a process that does nothing else", () => {
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });

  /** What the reader says, byte for byte, one after the other. */
  async function startReader({ path }: Pty): Promise<AsyncIterator<string>> {
    const reader = spawn(process.execPath, [READER, path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    open.push({
      async close() {
        const gone = once(reader, "exit");
        reader.kill("SIGKILL");
        await gone;
      },
    });
    async function* said() {
      for await (const chunk of reader.stdout) yield* String(chunk);
    }
    return said();
  }

  // With Node 26 nearly every line waits for the timer: so tools/run.mjs passes that Node by.
  it("is heard at once, not when a timer happens to wake the process", async () => {
    const pty = await openPty();
    open.push(pty);
    const said = await startReader(pty);
    const next = async () => (await said.next()).value;
    expect(await next()).toBe("r");
    let turns = 0;
    for (let sent = 0; sent < LINES; sent += 1) {
      await pause(BETWEEN_LINES_MS);
      pty.write(Buffer.from("."));
      let heard = await next();
      for (; heard === "t"; heard = await next()) turns += 1;
      expect(heard).toBe(".");
    }
    expect(turns).toBeLessThan(3);
  });
});

describe("a serial line", () => {
  it("says what was written, in the order in which it was, also when nobody waited in between", async () => {
    const pty = await openPty();
    const line = await serialPorts.openSerial(pty.path, { baudRate: 57_600 });
    let said = "";
    pty.onData((bytes) => {
      said += Buffer.from(bytes).toString("latin1");
    });
    const texts = Array.from({ length: 500 }, (_, index) => `${index} `);
    await Promise.all(texts.map((text) => line.write(text)));
    await expect.poll(() => said.length).toBe(texts.join("").length);
    expect(said).toBe(texts.join(""));
    await line.close();
    await pty.close();
  });
});
