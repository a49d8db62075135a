import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandLine, noReply, noScan, readReplies, readScan } from "./pcsc-text.ts";

// Heard from pcsc_scan -n -q and scriptor -u of pcsc-tools 1.6.2, with a virtual reader of vpcd.
const SCAN = `0: Virtual PCD 00 00
1: Virtual PCD 00 01
\r \r 
Thu Nov 26 01:56:53 2026
 Reader 0: Virtual PCD 00 00
  Event number: 0
  Card state: Card removed, 
 Reader 1: Virtual PCD 00 01
  Event number: 0
  Card state: Card removed, 
\r \r 
Thu Nov 26 01:56:54 2026
 Reader 0: Virtual PCD 00 00
  Event number: 1
  Card state: Card inserted, 
  ATR: 3B 81 80 01 80 80
`;
const REPLIES = `Using T=1 protocol
> FF CA 00 00 00 
< 04 DE 5F 1E AC C0 40 90 00 : Normal processing.
> 00 B0 00 00 00 
< 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 
08 08 08 08 90 00 : Normal processing.
> 00 A4 00 0C 02 E1 04 
< 6A 82 : File not found
`;
const [first, second] = ["Virtual PCD 00 00", "Virtual PCD 00 01"];

function scan(...chunks: readonly string[]) {
  let state = noScan;
  return chunks.flatMap((chunk) => {
    const step = readScan(state, Buffer.from(chunk, "latin1"));
    state = step.state;
    return step.events;
  });
}

function replies(...chunks: readonly string[]) {
  let state = noReply;
  return chunks.flatMap((chunk) => {
    const step = readReplies(state, Buffer.from(chunk, "latin1"));
    state = step.state;
    return step.replies.map((reply) => Buffer.from(reply).toString("hex"));
  });
}

describe("readScan", () => {
  const events = [
    { kind: "removed", reader: first },
    { kind: "removed", reader: second },
    { kind: "inserted", reader: first },
  ];

  it("hears which card came to which reader, whatever the pieces", () => {
    fc.assert(
      fc.property(fc.nat(SCAN.length), (cut) => {
        expect(scan(SCAN.slice(0, cut), SCAN.slice(cut))).toEqual(events);
      }),
    );
  });

  it("takes a mute or busy card for one that lies there", () => {
    const text = ` Reader 0: ${first}\n  Card state: Card inserted, Shared Mode, \n`;
    expect(scan(text)).toEqual([{ kind: "inserted", reader: first }]);
  });

  it("hears that no reader is there before the line ends", () => {
    expect(scan("Waiting for the first reader...")).toEqual([{ kind: "no-reader" }]);
  });
});

describe("readReplies", () => {
  const answers = ["04de5f1eacc0409000", `${"07".repeat(16)}080808089000`, "6a82"];

  it("reads answers of one line and of many, whatever the pieces", () => {
    fc.assert(
      fc.property(fc.nat(REPLIES.length), (cut) => {
        expect(replies(REPLIES.slice(0, cut), REPLIES.slice(cut))).toEqual(answers);
      }),
    );
  });

  it.each([
    ["a line of words in an answer", "< 07 07 \nCan't get info: Card was removed.\n08 90 00 : x\n"],
    ["bytes without a beginning", "08 08 90 00 : Normal processing.\n"],
    ["a cut byte", "< 0 90 00 : Normal processing.\n"],
  ])("passes by %s", (_, text) => {
    expect(replies(text)).toEqual([]);
  });
});

describe("commandLine", () => {
  it("is hex without spaces", () => {
    expect(commandLine([0xff, 0xca, 0, 0, 0])).toBe("FFCA000000\n");
  });
});
