import { describe, expect, it } from "vitest";
import { TRACE_MUTANTS } from "./mutants.ts";
import { tortureTraces } from "./traces.ts";

const asked = { seed: 5, log: () => {} };

describe("tortureTraces", () => {
  it("finds no wrong credit at a sound station, and none missing", () => {
    const figures = tortureTraces({ ...asked, n: 800, mutant: null });
    expect(figures).toMatchObject({ wrongCredits: 0, missed: 0 });
    expect(figures.deposits).toBeGreaterThan(400);
    expect(Object.keys(figures.scenes)).toHaveLength(28);
  }, 60_000);

  it.each(TRACE_MUTANTS)(
    "finds a station out that is wrong: %s",
    (mutant) => {
      const figures = tortureTraces({ ...asked, n: 400, mutant });
      expect(figures.wrongCredits).toBeGreaterThan(0);
    },
    60_000,
  );
});
