import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "./plain-text.ts";

describe("plainText", () => {
  it.each([
    ["Arabic as it is", "دار الزيتون، ١٢", "دار الزيتون، ١٢"],
    ["the joiners that Arabic needs", "می\u200cروم", "می\u200cروم"],
    ["signs that mean something to a typesetter", "#panic() *x* $", "#panic() *x* $"],
    ["a line's end", "a\r\nb", "a  b"],
    ["a control character", "a\u0000b", "a b"],
    ["a mark that turns the writing's direction", "a\u202eb", "a b"],
    ["half a character", "a\ud800b", "a b"],
  ])("%s", (_, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it("has nothing left to change in what it gave", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 5 }), (text) => {
        expect(plainText(plainText(text))).toBe(plainText(text));
      }),
    );
  });
});
