import { describe, expect, it } from "vitest";
import { aesCmac } from "./aes-cmac.ts";
import { KEY, MACS, MESSAGE } from "./rfc4493.fixture.ts";

describe("aesCmac", () => {
  it.each(MACS)("of the RFC's first %i bytes is %s", (length, mac) => {
    expect(Buffer.from(aesCmac(KEY, MESSAGE.subarray(0, length))).toString("hex")).toBe(mac);
  });

  it("refuses a key of another length", () => {
    expect(() => aesCmac(KEY.subarray(1), MESSAGE)).toThrow(/not an AES-128 key: 15 bytes/);
  });
});
