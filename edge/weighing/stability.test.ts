import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ok } from "#contract/result.ts";
import { Grams } from "#contract/units.ts";
import { unseen, watch } from "./arrival.ts";
import {
  type GoodSample,
  grow,
  type StabilityConfig,
  type StillWindow,
  stableWeight,
} from "./stability.ts";

const plain: StabilityConfig = { division: Grams(10), windowMs: 1500, fastestMs: 1500 };
const hurried: StabilityConfig = { ...plain, fastestMs: 600 };

const reads = (uptimeMs: number, grams: number, stable = true): GoodSample => ({
  uptimeMs,
  frame: "",
  reading: ok({ gross: Grams(grams), stable }),
});
/** These grams, ten times a second. */
const tenths = (...grams: readonly number[]) => grams.map((it, index) => reads(index * 100, it));
const zeros = (count: number) => Array.from({ length: count }, () => 0);
const flat = (grams: number, count: number) => Array.from({ length: count }, () => grams);

/** Uptime of the first reading at which a load of more than 200 g has a weight; null: never. */
function firstWeight(samples: readonly GoodSample[], config: StabilityConfig): number | null {
  let [window, arrival]: [StillWindow, typeof unseen] = [[], unseen];
  for (const sample of samples) {
    window = grow(window, sample, config);
    arrival = watch(arrival, sample, config.division);
    const weight = stableWeight(window, config, arrival.isCalm);
    if (weight !== null && weight.gross > 200) return sample.uptimeMs;
  }
  return null;
}

describe("a load that came out of a calm", () => {
  it("has its weight as soon as it stood for fastestMs", () => {
    const samples = tenths(...zeros(30), 2000, 6000, ...flat(4680, 20));
    expect(firstWeight(samples, hurried)).toBe(3200 + 600);
    expect(firstWeight(samples, plain)).toBe(3200 + 1500);
  });

  it("may flicker between two divisions, as long as it does so evenly", () => {
    const flicker = flat(4680, 20).map((grams, index) => (index % 3 === 1 ? grams + 10 : grams));
    const nineReadings = { ...plain, fastestMs: 800 };
    expect(firstWeight(tenths(...zeros(30), ...flicker), nineReadings)).toBe(3000 + 800);
  });

  it.each([
    ["the platform moved in the wind", [...zeros(20), 10, ...zeros(9)]],
    ["too little was seen", zeros(14)],
  ])("stands for windowMs where before it %s", (_, before) => {
    const samples = tenths(...before, ...flat(4680, 30));
    expect(firstWeight(samples, hurried)).toBe(before.length * 100 + 1500);
  });

  it("waits until a creep by a division lies so far back that it shows no more", () => {
    const samples = tenths(...zeros(30), ...flat(4680, 4), ...flat(4690, 26));
    expect(firstWeight(samples, hurried)).toBe(3400 + 600);
  });

  it("stands for windowMs where a silence hid how it came", () => {
    const before = tenths(...zeros(30));
    const after = flat(4680, 30).map((grams, index) => reads(4500 + index * 100, grams));
    expect(firstWeight([...before, ...after], hurried)).toBe(4500 + 1500);
  });

  it("stands for windowMs where a hand let go of it late", () => {
    const leaning = flat(0, 30).map((_, index) => 6000 + 10 * (index % 7));
    const samples = tenths(...zeros(30), ...leaning, ...flat(4680, 30));
    expect(firstWeight(samples, hurried)).toBe(6000 + 1500);
  });
});

describe("whatever a scale says, hurry", () => {
  const steps = fc.array(
    fc.record({
      wait: fc.constantFrom(50, 100, 100, 100, 400, 1200, 2500),
      grams: fc.constantFrom(0, 0, 0, 4680, 4680, 4690),
      times: fc.integer({ min: 1, max: 30 }),
    }),
    { maxLength: 30 },
  );
  const samplesOf = (script: readonly { wait: number; grams: number; times: number }[]) => {
    let uptimeMs = 0;
    return script.flatMap(({ wait, grams, times }) =>
      Array.from({ length: times }, () => {
        uptimeMs += wait;
        return reads(uptimeMs, grams);
      }),
    );
  };

  it("takes nothing that a plain window of fastestMs would refuse, and refuses nothing that one of windowMs takes", () => {
    let early = 0;
    fc.assert(
      fc.property(steps, (script) => {
        let arrival = unseen;
        let [own, short, long]: [StillWindow, StillWindow, StillWindow] = [[], [], []];
        const shortest = { ...plain, windowMs: 600, fastestMs: 600 };
        for (const sample of samplesOf(script)) {
          arrival = watch(arrival, sample, plain.division);
          own = grow(own, sample, hurried);
          short = grow(short, sample, shortest);
          long = grow(long, sample, plain);
          const weight = stableWeight(own, hurried, arrival.isCalm);
          const isSlow = stableWeight(long, plain, false) !== null;
          if (weight !== null && !isSlow) {
            early += 1;
            expect(stableWeight(short, shortest, false)?.gross).toBe(weight.gross);
          }
          if (isSlow) expect(weight).not.toBeNull();
        }
      }),
      { numRuns: 300 },
    );
    expect(early).toBeGreaterThan(50);
  });
});
