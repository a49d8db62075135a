import { describe, expect, it } from "vitest";
import { REASONS } from "#contract/receipt.ts";
import { arabic } from "./ar.ts";
import { english } from "./en.ts";
import { reasonsIn } from "./words.ts";

describe("reasons", () => {
  it.each([...REASONS.held, ...REASONS.posted])("%s is a sentence in both languages", (reason) => {
    const reasons = [reason];
    expect(reasonsIn(english, { reasons })[0]).toMatch(/^[A-Z].*\.$/);
    expect(reasonsIn(arabic, { reasons })[0]).toMatch(/^[\u0600-\u06ff].*\.$/);
  });

  it("shows one that the page does not know by its name", () => {
    expect(reasonsIn(english, { reasons: ["brand-new"] })).toEqual(["brand-new"]);
  });
});
