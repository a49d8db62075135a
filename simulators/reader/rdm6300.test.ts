import { describe, expect, it } from "vitest";
import { rdm6300Frame } from "./rdm6300.ts";

describe("rdm6300Frame", () => {
  it.each([
    ["62E3086CED", "08"],
    ["010063E9AE", "25"],
  ])("ends tag %s with checksum %s", (tag, checksum) => {
    expect(Buffer.from(rdm6300Frame(tag)).toString("latin1")).toBe(`\x02${tag}${checksum}\x03`);
  });

  it("has 14 bytes", () => {
    expect(rdm6300Frame("0000000000")).toHaveLength(14);
  });

  it.each(["62e3086ced", "62E3086CE", "62E3086CED0", ""])("refuses %j", (tag) => {
    expect(() => rdm6300Frame(tag)).toThrow(/not a 125 kHz tag/);
  });
});
