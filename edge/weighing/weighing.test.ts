import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fail, ok } from "#contract/result.ts";
import { Grams } from "#contract/units.ts";
import type { WeighingConfig } from "./config.ts";
import type { Sample, WeightProblem } from "./reading.ts";
import { initialWeighing, liveWeight, stepWeighing, type WeighingState } from "./weighing.ts";

const config: WeighingConfig = {
  division: Grams(10),
  max: Grams(60_000),
  zeroBand: Grams(5),
  windowMs: 1500,
  fastestMs: 1500,
  mode: "platform",
  zeroTracking: Grams(0),
};

const reads = (uptimeMs: number, grams: number, stable = true): Sample => ({
  uptimeMs,
  frame: `${stable ? "S S" : "S D"} ${grams} g`,
  reading: ok({ gross: Grams(grams), stable }),
});
const fails = (uptimeMs: number, code: WeightProblem["code"]): Sample => ({
  uptimeMs,
  frame: code,
  reading: fail({ code }),
});
const run = (samples: readonly Sample[], from = initialWeighing): WeighingState =>
  samples.reduce((state, sample) => stepWeighing(state, sample, config), from);
/** Ten readings a second of the same weight, over `ms`, beginning at `from`. */
const still = (grams: number, ms = 1500, from = 0) =>
  Array.from({ length: ms / 100 + 1 }, (_, index) => reads(from + index * 100, grams));
const kindAfter = (samples: readonly Sample[]) => run(samples).weighing.kind;

describe("stepWeighing, a stable weight", () => {
  it("is one that stood still for the whole window, with all it rests on", () => {
    const { weighing } = run(still(4680));
    expect(weighing).toMatchObject({ kind: "stable", gross: 4680, samples: 16, spread: 0 });
    expect(weighing).toMatchObject({ frames: still(4680).map(({ frame }) => frame) });
  });

  it.each([
    ["a window not yet over", still(4680, 1400)],
    ["four readings only", [0, 500, 1000, 1500].map((ms) => reads(ms, 4680))],
    ["a reading that the scale calls moving", still(4680).with(8, reads(800, 4680, false))],
    ["a weight two divisions off", still(4680).with(8, reads(800, 4700))],
    ["a frame that is no weight", still(4680).with(8, fails(800, "not-a-weight"))],
    ["a scale that is busy", still(4680).with(8, fails(800, "busy"))],
    [
      "a creep of a division every five readings",
      still(4680).map((it, i) => reads(it.uptimeMs, 4680 + 10 * Math.floor(i / 5))),
    ],
    ["a long silence", [...still(4680, 1400), reads(1400 + 4500, 4680)]],
    ["a clock that steps back", [...still(4680, 1400), reads(0, 4680)]],
    ["many readings at one instant", Array.from({ length: 50 }, () => reads(0, 4680))],
  ])("is not given by %s", (_, samples) => {
    expect(kindAfter(samples)).toBe("moving");
  });

  it("is given by a scale that speaks twice a second, as soon as there are five readings", () => {
    const slow = Array.from({ length: 9 }, (_, index) => reads(index * 500, 4680));
    expect(kindAfter(slow.slice(0, 4))).toBe("moving");
    expect(run(slow.slice(0, 5)).weighing).toMatchObject({ kind: "stable", samples: 5 });
    expect(run(slow).weighing).toMatchObject({ kind: "stable", samples: 5 });
  });

  it("may flicker between two neighbouring divisions", () => {
    const flicker = still(4680).map((it, i) => reads(it.uptimeMs, 4680 + 10 * (i % 2)));
    expect(run(flicker).weighing).toMatchObject({ kind: "stable", gross: 4690, spread: 10 });
  });

  it("keeps no more readings than the window needs", () => {
    expect(run(still(4680, 60_000)).window).toHaveLength(16);
  });

  it("is stable again as soon as the bad reading has left a window of its own", () => {
    const bad = still(4680).with(8, fails(800, "not-a-weight"));
    expect(kindAfter([...bad, ...still(4680, 700, 1600)])).toBe("moving");
    expect(kindAfter([...bad, ...still(4680, 800, 1600)])).toBe("stable");
  });
});

describe("stepWeighing, everything else", () => {
  it.each([
    ["zero", [reads(0, 0), reads(100, 5), reads(200, -5)]],
    ["moving", [reads(0, 0), reads(100, 0)]],
    ["moving", [reads(0, 0), reads(100, 0), reads(200, 0, false)]],
    ["moving", [reads(0, 6), reads(100, 6), reads(200, 6)]],
    ["below-zero", [reads(0, -6)]],
    ["below-zero", [fails(0, "underload")]],
    ["overload", [fails(0, "overload")]],
    ["moving", [reads(0, 60_090)]],
    ["overload", [reads(0, 60_091)]],
    ["no-signal", [fails(0, "no-signal")]],
    ["no-signal", []],
  ])("is %s (case %#)", (kind, samples) => {
    expect(kindAfter(samples)).toBe(kind);
  });

  it.each(["net", "unit", "not-zeroed", "fault"] as const)("is misset (%s)", (problem) => {
    expect(run([...still(4680), fails(1600, problem)]).weighing).toMatchObject({
      kind: "misset",
      problem,
    });
  });

  it("is misset where the scale says that its division is another than the config's", () => {
    const says = (division: number): Sample => {
      const value = { gross: Grams(4680), stable: true, division: Grams(division) };
      return { uptimeMs: 0, frame: "", reading: ok(value) };
    };
    expect(run([says(20)]).weighing).toMatchObject({ kind: "misset", problem: "division" });
    expect(run([says(10)]).weighing.kind).toBe("moving");
  });

  it.each([
    [4684, 4680],
    [4685, 4690],
  ])("is rounded to the division where a scale shows %i g: %i g", (shown, gross) => {
    expect(run(still(shown)).weighing).toMatchObject({ kind: "stable", gross });
  });

  it("is not legal where one of its readings is marked as unfit for trade", () => {
    const marked = still(4680).map((it, index): Sample => {
      const value = { gross: Grams(4680), stable: true, legal: index !== 8 };
      return { ...it, reading: ok(value) };
    });
    expect(run(marked).weighing).toMatchObject({ kind: "stable", legal: false });
    expect(run(still(4680)).weighing).toMatchObject({ legal: true });
  });

  it("never takes an overload into a window", () => {
    expect(kindAfter(still(60_091))).toBe("overload");
    expect(kindAfter(still(60_090))).toBe("stable");
  });

  it("says when it last heard the scale", () => {
    expect(run(still(4680)).weighing.uptimeMs).toBe(1500);
    expect(initialWeighing.weighing.uptimeMs).toBeNull();
  });
});

describe("stepWeighing, whatever a scale says", () => {
  const anything = fc.array(
    fc.record({
      wait: fc.constantFrom(0, 50, 100, 400, 5000),
      grams: fc.oneof(fc.constantFrom(4680, 4690), fc.integer({ min: -50, max: 5000 })),
      stable: fc.boolean(),
      problem: fc.option(fc.constantFrom<WeightProblem["code"]>("busy", "not-a-weight"), {
        freq: 9,
      }),
    }),
    { maxLength: 80 },
  );

  it("a stable weight always has the scale's word and our window behind it", () => {
    fc.assert(
      fc.property(anything, (script) => {
        let state = initialWeighing;
        let uptimeMs = 0;
        const heard: Sample[] = [];
        for (const { wait, grams, stable, problem } of script) {
          uptimeMs += wait;
          heard.push(problem === null ? reads(uptimeMs, grams, stable) : fails(uptimeMs, problem));
          state = stepWeighing(state, heard.at(-1) ?? reads(0, 0), config);
          if (state.weighing.kind === "stable")
            expect(holds(heard, state.weighing.samples)).toBe(true);
        }
      }),
    );
  });

  /** Told independently: the last n frames heard are all stable, within a division, and span the window. */
  function holds(heard: readonly Sample[], samples: number): boolean {
    const last = heard.slice(-samples);
    const weights = last.flatMap(({ reading }) =>
      reading.ok && reading.value.stable ? [reading.value.gross] : [],
    );
    const spanMs = (last.at(-1)?.uptimeMs ?? 0) - (last[0]?.uptimeMs ?? 0);
    const spread = Math.max(...weights) - Math.min(...weights);
    return weights.length === samples && samples >= 5 && spread <= 10 && spanMs >= 1500;
  }
});

describe("liveWeight", () => {
  it.each([
    ["what moves", reads(0, 4680, false), 0, 4680],
    ["what came on top of what was there", reads(0, 46_680), 42_000, 4680],
    ["what was taken out", reads(0, 41_500), 42_000, -500],
    ["a scale that shows more than its divisions, to the nearest", reads(0, 4687), 3, 4680],
    ["no weight", fails(0, "busy"), 0, null],
  ])("is that of %s", (_, sample, baseline, grams) => {
    expect(liveWeight({ baseline: Grams(baseline) }, sample, config)).toBe(grams);
  });
});
