import { describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { diversified, fileReadKeyOf, parseSunKeys } from "./card-keys.ts";

const hex = (of: Uint8Array) => Buffer.from(of).toString("hex");

describe("a card's own key", () => {
  it("is diversified as AN10922's example of AES-128 is", () => {
    const master = Buffer.from("00112233445566778899AABBCCDDEEFF", "hex");
    const input = Buffer.from("04782E21801D803042F54E585020416275", "hex");
    expect(hex(diversified(master, input))).toBe("a8dd63a3b89d54b37ca802473fda9175");
  });

  it("is another one for each card", () => {
    const keys = parseSunKeys("0123456789abcdef".repeat(4));
    assert(keys !== null, "these are keys");
    const [one, other] = ["04de5f1eacc040", "04de5f1eacc041"].map((uid) =>
      hex(fileReadKeyOf(keys, Buffer.from(uid, "hex"))),
    );
    expect(one).not.toBe(other);
  });
});

describe("parseSunKeys", () => {
  it("takes the two keys in their order", () => {
    const keys = parseSunKeys(`${"01".repeat(16)}${"ab".repeat(16)}`);
    expect(keys?.metaRead).toEqual(Buffer.alloc(16, 0x01));
    expect(keys?.fileReadMaster).toEqual(Buffer.alloc(16, 0xab));
  });

  it.each(["", "01".repeat(16), "01".repeat(33), "zz".repeat(32)])("refuses %j", (text) => {
    expect(parseSunKeys(text)).toBeNull();
  });
});
