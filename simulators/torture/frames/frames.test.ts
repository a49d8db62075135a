import { describe, expect, it } from "vitest";
import { tortureFrames } from "./frames.ts";

const run = (mutant: "lenient" | null) =>
  tortureFrames({ n: 2000, seed: 3, mutant, log: () => {} });

describe("tortureFrames", () => {
  it("finds nothing amiss in any driver, and has them take a good part of the frames", () => {
    const { drivers, ...sums } = run(null);
    expect(sums).toMatchObject({ uncaught: 0, outsideGrammar: 0, missed: 0 });
    for (const figures of Object.values(drivers)) expect(figures.accepted).toBeGreaterThan(500);
  });

  it("finds a lenient driver out, whichever it is", () => {
    for (const figures of Object.values(run("lenient").drivers))
      expect(figures.outsideGrammar).toBeGreaterThan(0);
  });
});
