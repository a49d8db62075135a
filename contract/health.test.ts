import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import golden from "./golden/health.json" with { type: "json" };
import { health } from "./health.ts";

describe("health", () => {
  it.each(golden.cases)("$name", ({ json, expect: { message } }) => {
    const parsed = health.safeParse(JSON.parse(json));
    expect(parsed.success ? parsed.data : undefined).toEqual(message);
  });

  it("cannot be made of any value there is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(health.safeParse(json).success).toBe(false);
      }),
    );
  });
});
