import { describe, expect, it } from "vitest";
import { fakePorts, fakeTimer, settled } from "../fake.ts";
import { cardIdOf } from "./card-id.ts";
import { id12la, id12laConfig } from "./id-12la.ts";
import { noFrame, readTags } from "./tag-frames.ts";
import type { Tap } from "./tap.ts";

const FRAME = "\x022400CC57833C\r\n\x03";
const cardKey = Buffer.alloc(32, 1);

function uidsIn(text: string): readonly string[] {
  const chunk = Buffer.from(text, "latin1");
  const { uids } = readTags(noFrame, {
    ...{ chunk, uptimeMs: 0, halfFrameMs: 1000, ending: "\r\n\x03" },
  });
  return uids.map((uid) => Buffer.from(uid).toString("hex"));
}

describe("an ID-12LA's frame", () => {
  it("ends in CR, LF and ETX", () => {
    expect(uidsIn(FRAME)).toEqual(["2400cc5783"]);
    expect(uidsIn(FRAME + FRAME)).toHaveLength(2);
  });

  it.each([
    ["of the other kind", "\x022400CC57833C\x03"],
    ["with a wrong sum", FRAME.replace("3C", "3D")],
    ["without its LF", FRAME.replace("\n", "")],
    ["that is not over", FRAME.slice(0, -1)],
  ])("is none %s", (_, text) => {
    expect(uidsIn(text)).toEqual([]);
  });
});

describe("id12la", () => {
  it("gives one tap for a tag, named by the scheme's key", async () => {
    const [ports, timer] = [fakePorts(), fakeTimer()];
    const config = id12laConfig.parse({ kind: "id-12la", path: "/dev/r" });
    const tools = { ports, after: timer.after, uptimeMs: () => 7, cardKey };
    const taps: Tap[] = [];
    const abort = new AbortController();
    const reader = await id12la(config, tools).open();
    const done = (async () => {
      for await (const tap of reader.events(abort.signal)) taps.push(tap);
    })();
    ports.at("/dev/r").send(FRAME);
    await settled();
    abort.abort();
    await done;
    const card = cardIdOf(cardKey, Buffer.from("2400cc5783", "hex"));
    expect(taps).toEqual([{ card, cardProof: null, uptimeMs: 7 }]);
  });
});
