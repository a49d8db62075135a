import { describe, expect, it } from "vitest";
import { latenciesOf } from "./kiosk-latency.ts";

const seen = (...pairs: readonly (readonly [atMs: number, grams: number])[]) =>
  pairs.map(([atMs, grams]) => ({ atMs, grams }));

describe("latenciesOf", () => {
  it("is from each new weight to its painting", () => {
    const written = seen([0, 0], [100, 0], [200, 50], [300, 50], [400, 80]);
    expect(latenciesOf(written, seen([230, 50], [470, 80]))).toEqual([30, 70]);
  });

  it("is to a later weight's painting, where the display left one out", () => {
    const written = seen([0, 0], [10, 50], [20, 60], [30, 70]);
    expect(latenciesOf(written, seen([26, 50], [43, 70]))).toEqual([16, 23, 13]);
  });

  it("takes no painting for that of a weight that came later", () => {
    const written = seen([0, 0], [100, 50], [200, 0], [300, 50]);
    expect(latenciesOf(written, seen([120, 50], [220, 0], [390, 50]))).toEqual([20, 20, 90]);
  });

  it("knows no latency of what was never painted", () => {
    expect(() => latenciesOf(seen([0, 0], [100, 50]), seen([50, 50]))).toThrow(/50 g were written/);
  });
});
