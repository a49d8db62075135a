import { crc32 } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beatMessage, guardMessage, hx711Message, parseAlive, parseWeight } from "./messages.ts";

/** As the firmware seals it, reckoned apart: five groups of seven bits, lowest first. */
function sealed(body: readonly number[]): readonly number[] {
  const crc = BigInt(crc32(Buffer.from(body)));
  return [...body, ...[0n, 7n, 14n, 21n, 28n].map((by) => Number((crc >> by) & 0x7fn))];
}

describe("WEIGHT", () => {
  it.each([
    // raw groups, counts
    [[0x00, 0x00, 0x00, 0x00], 0],
    [[0x01, 0x00, 0x00, 0x00], 1],
    [[0x7f, 0x7f, 0x7f, 0x03], 8_388_607],
    [[0x00, 0x00, 0x00, 0x04], -8_388_608],
    [[0x7f, 0x7f, 0x7f, 0x07], -1],
    [[0x40, 0x44, 0x3d, 0x00], 1_008_192],
  ])("of %j is %i counts", (raw, counts) => {
    const message = sealed([0x01, 0x05, 0x01, 0x02, 0x00, 0x00, ...raw]);
    expect(parseWeight(message)).toEqual({ boot: 133, seq: 2, status: "ok", counts });
  });

  it.each([
    [1, "high"],
    [2, "low"],
    [3, "silent"],
  ])("has status %i, %s", (status, name) => {
    const message = sealed([0x01, 0, 0, 0, 0, status, 0, 0, 0, 0]);
    expect(parseWeight(message)?.status).toBe(name);
  });

  it("is refused where its status is none, or its counts have 25 bits", () => {
    expect(parseWeight(sealed([0x01, 0, 0, 0, 0, 4, 0, 0, 0, 0]))).toBeNull();
    expect(parseWeight(sealed([0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0x08]))).toBeNull();
  });

  it("is refused with any byte changed, lost or added", () => {
    const whole = sealed([0x01, 0x05, 0x01, 0x02, 0x00, 0x00, 0x40, 0x44, 0x3d, 0x00]);
    const at = fc.nat(whole.length - 1);
    fc.assert(
      fc.property(at, fc.nat(127), (index, byte) => {
        fc.pre(byte !== whole[index]);
        expect(parseWeight(whole.with(index, byte))).toBeNull();
        expect(parseWeight(whole.toSpliced(index, 1))).toBeNull();
        expect(parseWeight(whole.toSpliced(index, 0, byte))).toBeNull();
      }),
    );
  });

  it("is no ALIVE", () => {
    const alive = sealed([0x02, 0x05, 0x01, 0x02, 0x00, 0x01, 0x01]);
    expect(parseWeight(alive)).toBeNull();
    expect(parseAlive(alive)).toEqual({ boot: 133, isGuarding: true });
  });
});

describe("what the station says", () => {
  it("is sealed", () => {
    expect(hx711Message({ dataPin: 11, clockPin: 12, gain: 128 })).toEqual(
      sealed([0x03, 11, 12, 1]),
    );
    expect(guardMessage({ pin: 9, degrees: 180 }, 3000)).toEqual(
      sealed([0x04, 9, 180 & 0x7f, 1, 30]),
    );
    expect(guardMessage(null, 3000)).toEqual(sealed([0x04, 127, 0, 0, 30]));
    expect(beatMessage).toEqual(sealed([0x05]));
  });
});
