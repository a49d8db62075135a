import { describe, expect, it } from "vitest";
import { scoreOf } from "./weigh.ts";
import { DIVISION, lastReadingsEqual, movingAverage, ours } from "./weigh-rules.ts";

/** Ten readings a second. */
const shown = (...grams: readonly number[]) =>
  grams.map((it, index) => ({ uptimeMs: index * 100, grams: it }));
const load = shown(0, 0, 0, 3000, 5000, 4680, 4690, 4680, 4680, 4680, 4680, 4680, 4680);

describe("the rules that are compared", () => {
  it("believe the last readings when they are equal", () => {
    expect(lastReadingsEqual(3)(load)).toEqual({ atMs: 900, grams: 4680 });
    expect(lastReadingsEqual(7)(load)).toBeNull();
  });

  it("believe a moving average when it has stopped moving", () => {
    expect(movingAverage(2)(load)).toEqual({ atMs: 1000, grams: 4680 });
    expect(movingAverage(6)(load)).toBeNull();
  });

  it("believe what stood within a division for a window", () => {
    const config = { division: DIVISION, windowMs: 500, fastestMs: 500 };
    expect(ours(config)(load)).toEqual({ atMs: 1000, grams: 4680 });
  });

  it.each([lastReadingsEqual(3), movingAverage(2)])(
    "take an empty platform for no load",
    (rule) => {
      expect(rule(shown(0, 0, 0, 0, 10, 0, 0, 0))).toBeNull();
    },
  );
});

describe("scoreOf", () => {
  const trace = { shown: load, trueGrams: 4682, settledMs: 700, endMs: 1300 };

  it("counts from settled to accepted, and how far off that was", () => {
    expect(scoreOf(lastReadingsEqual(3), [trace])).toMatchObject({
      ...{ p50Ms: 200, wrong: 0, errorMaxGrams: 2, never: 0, early: 0 },
    });
  });

  it("counts what is never accepted as accepted at the end", () => {
    expect(scoreOf(lastReadingsEqual(99), [trace])).toMatchObject({ p50Ms: 600, never: 1 });
  });

  it("counts what is accepted too early, and what is wrong", () => {
    const late = { ...trace, settledMs: 1000, trueGrams: 4691 };
    expect(scoreOf(lastReadingsEqual(3), [late])).toMatchObject({ p50Ms: 0, early: 1, wrong: 1 });
  });
});
