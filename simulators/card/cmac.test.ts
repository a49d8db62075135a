import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aesCmac } from "#gateway/proof/aes-cmac.ts";
import { KEY, MACS, MESSAGE } from "#gateway/proof/rfc4493.fixture.ts";
import { cardCmac } from "./cmac.ts";

describe("a card's CMAC", () => {
  it.each(MACS)("of the RFC's first %i bytes is %s", (length, mac) => {
    expect(Buffer.from(cardCmac(KEY, MESSAGE.subarray(0, length))).toString("hex")).toBe(mac);
  });

  it("is the gateway's, which was written apart from it, for any key and message", () => {
    const key = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(key, fc.uint8Array({ maxLength: 70 }), (its, message) => {
        expect(Buffer.from(cardCmac(its, message))).toEqual(Buffer.from(aesCmac(its, message)));
      }),
    );
  });
});
