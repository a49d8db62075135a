import { describe, expect, it } from "vitest";
import { attend } from "./attend.ts";
import type { Source } from "./driver.ts";
import { fakePorts, fakeTimer, settled } from "./fake.ts";

const path = "/dev/ttyUSB0";

function begin() {
  const [ports, timer] = [fakePorts(), fakeTimer()];
  const heard: string[] = [];
  const abort = new AbortController();
  const source: Source<string> = {
    path,
    counts: () => ({ frames: 0, ignored: 0 }),
    async open() {
      const line = await ports.openSerial(path, { baudRate: 9600 });
      return {
        async *events(signal) {
          for await (const chunk of line.chunks(signal)) yield Buffer.from(chunk).toString();
        },
        close: () => line.close(),
      };
    },
  };
  const attending = attend(source, {
    signal: abort.signal,
    after: timer.after,
    onEvent: (event) => heard.push(event),
    onState: (state) => heard.push(state),
  });
  return { ports, timer, heard, abort, attending };
}

describe("attend", () => {
  it("passes on what the device says, and stops when told", async () => {
    const { ports, heard, abort, attending } = begin();
    await settled();
    ports.at(path).send("hello");
    await settled();
    abort.abort();
    await attending;
    expect(heard).toEqual(["ok", "hello"]);
  });

  it("opens a lost device again by itself", async () => {
    const { ports, timer, heard, abort, attending } = begin();
    await settled();
    ports.at(path).send("hello");
    await settled();
    ports.at(path).unplug();
    await settled();
    await timer.pass(250);
    ports.at(path).send("again");
    await settled();
    abort.abort();
    await attending;
    expect(heard).toEqual(["ok", "hello", "lost", "ok", "again"]);
  });

  it("tries less and less often, but every second", async () => {
    const { ports, timer, heard, abort, attending } = begin();
    ports.present(path, false);
    await settled();
    ports.at(path).unplug();
    await settled();
    await timer.pass(60_000);
    expect(heard.filter((state) => state === "lost").length).toBeLessThan(65);
    ports.present(path, true);
    await timer.pass(1000);
    expect(heard.at(-1)).toBe("ok");
    abort.abort();
    await attending;
  });

  it("stops also while it waits", async () => {
    const { ports, heard, abort, attending } = begin();
    await settled();
    ports.at(path).unplug();
    await settled();
    abort.abort();
    await attending;
    expect(heard).toEqual(["ok", "lost"]);
  });

  it("lets a bug of ours through", async () => {
    const source: Source<string> = {
      path,
      counts: () => ({ frames: 0, ignored: 0 }),
      open: () => Promise.reject(new TypeError("a bug")),
    };
    const { signal } = new AbortController();
    const hooks = { signal, after: fakeTimer().after, onEvent() {}, onState() {} };
    await expect(attend(source, hooks)).rejects.toThrow("a bug");
  });
});
