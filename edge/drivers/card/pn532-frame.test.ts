import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandFrame, nothingYet, readChip } from "./pn532-frame.ts";

// Frames of UM0701-02 and of the pages that docs/DEVICES.md names.
const bytes = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex");
const hex = (of: Uint8Array) => Buffer.from(of).toString("hex");
const ACK = "0000ff00ff00";
const FIRMWARE = "0000ff06fad50332010607e800";
const LISTED = "0000ff0cf4d54b010100040804deadbeef9600";

const framesIn = (...chunks: readonly string[]) => {
  let state = nothingYet;
  return chunks.flatMap((chunk) => {
    const read = readChip(state, bytes(chunk));
    state = read.state;
    return read.frames.map((frame) => (frame.kind === "answer" ? hex(frame.bytes) : frame.kind));
  });
};

describe("commandFrame", () => {
  it.each([
    [0x02, [], "0000ff02fed4022a00"],
    [0x14, [0x01, 0x14, 0x01], "0000ff05fbd4140114010200"],
    [0x4a, [0x01, 0x00], "0000ff04fcd44a0100e100"],
  ])("%i with %j", (code, data, frame) => {
    expect(hex(commandFrame(code, data))).toBe(frame);
  });
});

describe("readChip", () => {
  it.each([
    ["an acknowledgement", [ACK], ["ack"]],
    ["a refusal", ["0000ffff0000"], ["nack"]],
    ["an error", ["0000ff01ff7f8100"], ["error"]],
    ["an answer", [FIRMWARE], ["0332010607"]],
    ["an answer after its acknowledgement", [ACK + FIRMWARE], ["ack", "0332010607"]],
    ["an answer in two pieces", [FIRMWARE.slice(0, 10), FIRMWARE.slice(10)], ["0332010607"]],
    ["an answer after noise", [`ff00ff12${LISTED}`], ["4b010100040804deadbeef"]],
    ["an extended answer", ["0000ffffff0006fad50332010607e800"], ["0332010607"]],
  ])("finds %s", (_, chunks, frames) => {
    expect(framesIn(...chunks)).toEqual(frames);
  });

  it.each([
    ["a wrong sum of its length", "0000ff06fbd50332010607e800"],
    ["a wrong sum of its data", "0000ff06fad50332010607e900"],
    ["a flipped bit", "0000ff06fad50332010617e800"],
    ["a command, which only the other side sends", "0000ff02fed4022a00"],
    ["an extended length that no chip sends", "0000ffffff0800f8d50332010607e800"],
  ])("finds nothing in %s", (_, frame) => {
    expect(framesIn(frame)).toEqual([]);
  });

  it("finds the frame behind any noise, and keeps no more than the longest frame of it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (noise) => {
        const { state } = readChip(nothingYet, noise);
        expect(state.length).toBeLessThanOrEqual(272);
      }),
    );
  });
});
