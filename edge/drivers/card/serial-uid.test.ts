import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DeviceLost } from "../driver.ts";
import { fakePorts, fakeTimer, settled } from "../fake.ts";
import { noLine } from "../lines.ts";
import { cardIdOf } from "./card-id.ts";
import { readUidLines, serialUid, serialUidConfig } from "./serial-uid.ts";
import type { Tap } from "./tap.ts";

function read(...chunks: readonly string[]) {
  let state = noLine;
  let ignored = 0;
  const uids: string[] = [];
  for (const chunk of chunks) {
    const step = readUidLines(state, Buffer.from(chunk, "latin1"), "hex");
    state = step.state;
    ignored += step.ignored;
    uids.push(...step.uids.map((uid) => Buffer.from(uid).toString("hex")));
  }
  return { uids, ignored };
}

describe("readUidLines", () => {
  it.each([
    ["CR and LF", ["DEADBEEF\r\n"], ["deadbeef"], 0],
    ["CR alone", ["DEADBEEF\rCAFEBABE\r"], ["deadbeef", "cafebabe"], 0],
    ["LF alone", ["DEADBEEF\nCAFEBABE\n"], ["deadbeef", "cafebabe"], 0],
    ["a line in pieces", ["DEAD", "BE", "EF\r", "\n"], ["deadbeef"], 0],
    ["a line without its end", ["DEADBEEF"], [], 0],
    ["a cut line", ["DEADBE\rCAFEBABE\r"], ["cafebabe"], 1],
    ["noise", ["\xff\x00\r\nCAFEBABE\r\n"], ["cafebabe"], 1],
    ["a UID made at random", ["08ADBEEF\r\n"], [], 1],
    ["a line that never ends", ["A".repeat(500), "\rCAFEBABE\r"], ["cafebabe"], 1],
  ])("%s", (_, chunks, uids, ignored) => {
    expect(read(...chunks)).toEqual({ uids, ignored });
  });

  it("finds the same whatever the pieces", () => {
    const bytes = fc.string({ unit: fc.constantFrom(..."0123456789ABCDEFx\r\n"), maxLength: 200 });
    fc.assert(
      fc.property(bytes, fc.nat(200), (text, cut) => {
        expect(read(text.slice(0, cut), text.slice(cut))).toEqual(read(text));
      }),
    );
  });
});

describe("serialUid", () => {
  const path = "/dev/ttyACM0";
  const cardKey = Buffer.alloc(32);

  function begin() {
    const [ports, timer] = [fakePorts(), fakeTimer()];
    const tools = { ports, after: timer.after, uptimeMs: () => 700, cardKey };
    const source = serialUid(serialUidConfig.parse({ kind: "serial-uid", path }), tools);
    const taps: Tap[] = [];
    const abort = new AbortController();
    const listen = async () => {
      const device = await source.open();
      for await (const tap of device.events(abort.signal)) taps.push(tap);
    };
    return { ports, source, taps, abort, listen };
  }

  it("makes one tap of a card that is read again and again", async () => {
    const { ports, source, taps, abort, listen } = begin();
    const listening = listen();
    await settled();
    ports.at(path).send("DEADBEEF\r\nDEADBEEF\r\nxx\r\n");
    await settled();
    abort.abort();
    await listening;
    const card = cardIdOf(cardKey, Buffer.from("deadbeef", "hex"));
    expect(taps).toEqual([{ card, cardProof: null, uptimeMs: 700 }]);
    expect(source.counts()).toEqual({ frames: 2, ignored: 1 });
  });

  it("says when the reader is gone", async () => {
    const { ports, listen } = begin();
    const listening = listen();
    await settled();
    ports.at(path).unplug();
    await expect(listening).rejects.toThrow(DeviceLost);
  });

  it.each([
    ["a path outside of /dev", { path: "COM1" }],
    ["another form", { format: "octal" }],
    ["an unknown key", { formt: "hex" }],
  ])("refuses %s", (_, change) => {
    const section = { kind: "serial-uid", path, ...change };
    expect(serialUidConfig.safeParse(section).success).toBe(false);
  });
});
