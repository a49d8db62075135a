import { describe, expect, it } from "vitest";
import { fail, ok } from "#contract/result.ts";
import { parseToledo, toledoContinuousConfig, toledoProtocol } from "./toledo-continuous.ts";

type Status = { a?: number; b?: number; c?: number; weight?: string };

/** Increment by one, three digits after the point, kilograms, at rest. */
function frameOf({ a = 0x2d, b = 0x30, c = 0x20, weight = " 12340" }: Status = {}): Buffer {
  const bytes = Buffer.from(`\x02...${weight}000000\r`, "latin1");
  bytes.set([a, b, c], 1);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  return Buffer.concat([bytes, Buffer.of(-sum & 0x7f)]);
}

describe("parseToledo", () => {
  it.each<[string, Status, number, boolean, number | undefined]>([
    ["at rest", {}, 12_340, true, 1],
    ["in motion", { b: 0x38 }, 12_340, false, 1],
    ["below zero", { b: 0x32 }, -12_340, true, 1],
    ["two digits after the point, by five", { a: 0x3c, weight: "  1235" }, 12_350, true, 50],
    ["one digit after the point, by two", { a: 0x33, weight: "   124" }, 12_400, true, 200],
    ["no point, by one", { a: 0x2a, weight: "    12" }, 12_000, true, 1000],
    ["a zero behind the digits", { a: 0x29, weight: "    12" }, 120_000, true, 10_000],
    ["two zeros behind the digits", { a: 0x28, weight: "     3" }, 300_000, true, 100_000],
    ["no word on the increment", { a: 0x25 }, 12_340, true, undefined],
    ["grams", { a: 0x2a, b: 0x20, c: 0x21 }, 12_340, true, 1],
    ["tens of milligrams that are none", { a: 0x2e, weight: "123400" }, 12_340, true, undefined],
  ])("reads %s", (_, status, gross, stable, division) => {
    const told = division === undefined ? {} : { division };
    expect(parseToledo(frameOf(status))).toEqual(ok({ gross, stable, ...told }));
  });

  it.each<[string, Status, string]>([
    ["an overload", { b: 0x34 }, "overload"],
    ["an underload", { b: 0x36 }, "underload"],
    ["net", { b: 0x31 }, "net"],
    ["pounds", { b: 0x20 }, "unit"],
    ["tonnes", { c: 0x22 }, "unit"],
    ["a digit more than it counts for", { c: 0x30 }, "fault"],
    ["never zeroed", { b: 0x70 }, "not-zeroed"],
    ["a part of a gram", { a: 0x2e, weight: "123401" }, "not-a-weight"],
  ])("says why there is no weight: %s", (_, status, code) => {
    expect(parseToledo(frameOf(status))).toEqual(fail({ code }));
  });

  it.each<[string, Status]>([
    ["a status byte without its fixed bit", { b: 0x10 }],
    ["a status byte with parity", { a: 0xad }],
    ["letters for digits", { weight: "12E340" }],
    ["no digits", { weight: "      " }],
  ])("knows no frame in %s", (_, status) => {
    expect(parseToledo(frameOf(status))).toBeNull();
  });
});

describe("toledoProtocol", () => {
  const { initial, read } = toledoProtocol({ checksum: true });
  const good = frameOf();

  it("takes frames in any pieces", () => {
    let [state, frames] = [initial, 0];
    for (const byte of Buffer.concat([good, good, good])) {
      const step = read(state, Uint8Array.of(byte));
      state = step.state;
      frames += step.frames.length;
    }
    expect(frames).toBe(3);
  });

  it("takes no frame of which a bit was flipped on the way", () => {
    for (let bit = 0; bit < 7 * good.length; bit += 1) {
      const flipped = Buffer.from(good);
      const at = Math.floor(bit / 7);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit % 7));
      expect(read(initial, flipped).frames.filter(({ reading }) => reading.ok)).toEqual([]);
    }
  });

  it("finds the next frame after one that was cut", () => {
    for (let cut = 1; cut < good.length; cut += 1) {
      const { frames } = read(initial, Buffer.concat([good.subarray(0, cut), good]));
      expect(frames.filter(({ reading }) => reading.ok)).toHaveLength(1);
      expect(frames[0]?.reading).toEqual(fail({ code: "not-a-weight" }));
    }
  });

  it("keeps less than a frame of whatever comes", () => {
    const { state } = read(initial, Buffer.alloc(10_000, 0x02));
    expect(state.length).toBeLessThan(18);
  });

  it("does without a check sum where the indicator sends none", () => {
    const plain = toledoProtocol({ checksum: false });
    const short = good.subarray(0, 17);
    expect(plain.read(plain.initial, Buffer.concat([short, short])).frames).toHaveLength(2);
  });
});

describe("toledoContinuousConfig", () => {
  it("comes with what such indicators are delivered with", () => {
    const section = { kind: "toledo-continuous", path: "/dev/x", id: "p", division: 10 };
    const config = toledoContinuousConfig.parse({
      ...section,
      max_grams: 60_000,
      calibration: "c",
    });
    expect(config).toMatchObject({ baudRate: 9600, dataBits: 7, parity: "even", checksum: true });
  });
});
