import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { owedMore } from "./debt.ts";

describe("owedMore", () => {
  it.each([
    // credits after the sum, debt, more owed
    [-300, 0, 300], // all that is missing
    [-300, -100, 300],
    [200, -300, -200], // what came in pays the debt
    [500, -300, -300], // and the rest stays
    [500, 0, 0],
    [0, -300, 0],
  ])("with %i credits and a debt of %i is %i", (credits, debt, more) => {
    expect(owedMore({ credits, debt })).toBe(more);
  });

  it("leaves what a household has less what it owes, and never both", () => {
    const sum = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(sum, fc.nat(1_000_000), (credits, owed) => {
        const more = owedMore({ credits, debt: -owed });
        const [has, owes] = [credits + more, owed + more];
        expect(has - owes).toBe(credits - owed);
        expect(Math.min(has, owes)).toBe(0);
      }),
    );
  });
});
