import * as fc from "fast-check";
import { generate } from "mqtt-packet";
import { describe, expect, it } from "vitest";
import { frameMeter } from "./frame-meter.ts";

const packet = (bytes: number) =>
  generate({
    cmd: "publish",
    topic: "t",
    payload: Buffer.alloc(bytes),
    qos: 1,
    messageId: 1,
    dup: false,
    retain: false,
  });

/** Cuts bytes at the given places, as a network does. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [0, ...places.map((at) => at % bytes.length), bytes.length].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

describe("frameMeter", () => {
  it("admits packets up to the limit, however the stream is cut", () => {
    const sizes = fc.array(fc.nat(3000), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(sizes, fc.array(fc.nat(), { maxLength: 20 }), (sizes, places) => {
        const packets = sizes.map(packet);
        const longest = Math.max(...packets.map(({ length }) => length));
        const chunks = cut(Buffer.concat(packets), places);
        const meter = frameMeter();
        expect(chunks.every((chunk) => meter.admits(chunk, longest))).toBe(true);
        const stricter = frameMeter();
        expect(chunks.every((chunk) => stricter.admits(chunk, longest - 1))).toBe(false);
      }),
    );
  });

  it("knows from the fixed header alone that a packet will be too long", () => {
    expect(frameMeter().admits(packet(5000).subarray(0, 3), 1024)).toBe(false);
  });

  it.each([
    ["a length field of five bytes", [0x30, 0x80, 0x80, 0x80, 0x80, 0x01]],
    ["256 MiB", [0x30, 0xff, 0xff, 0xff, 0x7f]],
  ])("refuses %s", (_what, bytes) => {
    expect(frameMeter().admits(Uint8Array.from(bytes), 1_000_000)).toBe(false);
  });
});
