import { describe, expect, it } from "vitest";
import { typeOf } from "./account-type.ts";

describe("typeOf", () => {
  it.each([
    ["household", "A"],
    ["unclaimed", "A"],
    ["bin", "A"],
    ["issuance", "L"],
    ["municipality", "L"],
    ["owed", "L"],
  ])("takes %s for %s", (root, type) => {
    expect(typeOf(root)).toBe(type);
  });

  it("takes what it does not know for nothing", () => {
    expect(typeOf("elsewhere")).toBeNull();
  });
});
