import { describe, expect, it } from "vitest";
import { openRandom, xoshiro128 } from "./random.ts";

describe("xoshiro128", () => {
  it("gives the numbers of the reference implementation", () => {
    const next = xoshiro128([1, 2, 3, 4]);
    const numbers = Array.from({ length: 10 }, next);
    // The vector of the rand_xoshiro crate, made with the authors' C program.
    expect(numbers).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });
});

describe("chance", () => {
  const draws = (seed: number, name: string) => {
    const random = openRandom(seed, name);
    return Array.from({ length: 20_000 }, () => random.next());
  };

  it("is the same for the same seed and name, and only then", () => {
    expect(draws(1, "bags")).toEqual(draws(1, "bags"));
    expect(draws(1, "bags")).not.toEqual(draws(2, "bags"));
    expect(draws(1, "bags")).not.toEqual(draws(1, "cards"));
  });

  it("picks every item, and nothing else", () => {
    const random = openRandom(1, "picks");
    const picked = new Set(Array.from({ length: 200 }, () => random.pick(["a", "b", "c"])));
    expect([...picked].sort()).toEqual(["a", "b", "c"]);
    expect(() => random.pick([])).toThrow(/nothing to pick/);
  });

  it("draws whole numbers between both ends", () => {
    const random = openRandom(1, "whole");
    const drawn = new Set(Array.from({ length: 200 }, () => random.whole(1, 4)));
    expect([...drawn].sort()).toEqual([1, 2, 3, 4]);
  });

  it("has a bell curve around 0 with a deviation of 1", () => {
    const random = openRandom(1, "normal");
    const drawn = Array.from({ length: 20_000 }, () => random.normal());
    const mean = drawn.reduce((sum, it) => sum + it, 0) / drawn.length;
    const variance = drawn.reduce((sum, it) => sum + (it - mean) ** 2, 0) / drawn.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });
});
