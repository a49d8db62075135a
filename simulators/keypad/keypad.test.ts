import { describe, expect, it } from "vitest";
import { keyByte, streamKey } from "./keypad.ts";

describe("the keypad", () => {
  it.each([
    ["1", 0x31],
    ["9", 0x39],
    ["confirm", 0x0d],
    ["cancel", 0x1b],
  ] as const)("sends one byte for %s", (key, byte) => {
    expect([...keyByte(key)]).toEqual([byte]);
  });

  it("has keys for nine streams", () => {
    expect(streamKey(4)).toBe("4");
    expect(() => streamKey(0)).toThrow(/no key/);
    expect(() => streamKey(10)).toThrow(/no key/);
  });
});
