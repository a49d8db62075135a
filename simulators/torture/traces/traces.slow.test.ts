import { describe, expect, it } from "vitest";
import { mutants } from "./mutants.ts";
import { type TraceFigures, tortureTraces } from "./traces.ts";

const MOST = { n: 300, seed: 5 };

describe("what people do to a station", () => {
  it("gives no wrong credit, and lets nobody down who does everything right", () => {
    const figures = tortureTraces({ ...MOST, mutant: null });
    expect(figures).toMatchObject({ wrongCredits: 0, doubled: 0, wrongCard: 0, missed: 0 });
    expect(figures.deposits).toBeGreaterThan(MOST.n);
    expect(Math.min(figures.platforms, figures.bins)).toBeGreaterThan(MOST.n / 3);
  }, 60_000);

  it("can be had again with the same seed", () => {
    const [one, two] = [tortureTraces(SMALL), tortureTraces(SMALL)];
    expect({ ...two, seconds: 0 }).toEqual({ ...one, seconds: 0 });
  });

  it.each<[keyof typeof mutants, keyof TraceFigures]>([
    ["no-return-to-zero", "doubled"],
    ["card-takes-what-lies-there", "wrongCard"],
    ["ignore-flag", "wrongCredits"],
    ["window-of-one", "wrongCredits"],
    ["no-confirmation", "wrongCredits"],
    ["never-stable", "missed"],
  ])(
    "is seen through where a station is %s",
    (mutant, figure) => {
      expect(tortureTraces({ ...MOST, mutant })[figure]).toBeGreaterThan(0);
    },
    60_000,
  );

  it("has a test for each mutant", () => expect(Object.keys(mutants)).toHaveLength(6));
});

const SMALL = { n: 5, seed: 1, mutant: null };
