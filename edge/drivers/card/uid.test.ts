import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRandomUid, parseUid } from "./uid.ts";

const hexOf = (uid: Uint8Array | null) => (uid === null ? null : Buffer.from(uid).toString("hex"));

describe("parseUid", () => {
  it.each([
    ["DEADBEEF", "hex", "deadbeef"],
    ["04de5f1eacc040", "hex", "04de5f1eacc040"],
    ["00112233445566778899", "hex", "00112233445566778899"],
    ["62E3086CED", "hex", "62e3086ced"],
    ["EFBEADDE", "hex-reversed", "deadbeef"],
    // 62E3086CED is printed as its last four bytes in decimal.
    ["3808980205", "decimal-10", "e3086ced"],
    ["0000000001", "decimal-10", "00000001"],
    ["4294967295", "decimal-10", "ffffffff"],
  ] as const)("%s as %s is %s", (text, format, uid) => {
    expect(hexOf(parseUid(text, format))).toBe(uid);
  });

  it.each([
    ["", "hex"],
    ["DEADBEE", "hex"],
    ["DEADBEEFAABB", "hex"],
    ["DE AD BE EF", "hex"],
    ["0xDEADBE", "hex"],
    ["DEADBEEG", "hex"],
    ["4294967296", "decimal-10"],
    ["380898020", "decimal-10"],
    ["+380898020", "decimal-10"],
    ["DEADBEEFAA", "decimal-10"],
  ] as const)("%j as %s is none", (text, format) => {
    expect(parseUid(text, format)).toBeNull();
  });

  it("reads back every UID, from either end", () => {
    const uid = fc
      .constantFrom(4, 5, 7, 10)
      .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));
    fc.assert(
      fc.property(uid, (bytes) => {
        const text = Buffer.from(bytes).toString("hex");
        expect(parseUid(text, "hex")).toEqual(Uint8Array.from(bytes));
        expect(parseUid(text, "hex-reversed")).toEqual(Uint8Array.from(bytes).reverse());
      }),
    );
  });
});

describe("isRandomUid", () => {
  it.each([
    ["08deadbe", true],
    ["04deadbe", false],
    ["08deadbeef", false], // a 125 kHz tag
    ["08de5f1eacc040", false],
  ])("%s: %s", (uid, isRandom) => {
    expect(isRandomUid(Buffer.from(uid, "hex"))).toBe(isRandom);
  });
});
