import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { MAX_ENTRY_BYTES, parseEntry } from "#contract/entry.ts";
import { canonicalJson } from "#contract/json.ts";
import { Grams } from "#contract/units.ts";
import { sampleStamp } from "#simulators/gateway/samples.ts";
import { calibrated } from "../visits/calibration.ts";
import { instrumentFields, instrumentOf } from "../weighing/config.ts";
import { entryOf, isName, MOST_WEIGHTS } from "./entry.ts";
import { judge, type Weighed } from "./judge.ts";
import { limitInService } from "./limits.ts";
import { parseWeights, usualWeights } from "./weights.ts";

const scale = instrumentOf(
  z.strictObject(instrumentFields).parse({
    ...{ id: "platform-1", division: 10, max_grams: 60_000, calibration: "2025-01-01" },
    seal: "S-17",
  }),
);
const weighed = (weight: number, ...shown: number[]): Weighed => ({
  ...{ weight: Grams(weight), shown: shown.map(Grams) },
});
const zeros = (...grams: number[]) => grams.map(Grams);

describe("what an indication may be wrong in service", () => {
  // Directive 2014/31/EU, annex I, table 3, doubled by 4.2; loads and limits in divisions.
  it.each([
    ["III", 0, 1],
    ["III", 500, 1],
    ["III", 501, 2],
    ["III", 2000, 2],
    ["III", 2001, 3],
    ["III", 10_000, 3],
    ["IIII", 50, 1],
    ["IIII", 51, 2],
    ["IIII", 201, 3],
    ["II", 5000, 1],
    ["II", 20_001, 3],
    ["I", 200_000, 2],
  ] as const)("in class %s at %i e is %i e", (ofClass, load, limit) => {
    const it = { class: ofClass, division: Grams(10) };
    expect(limitInService(Grams(load * 10), it)).toBe(limit * 10);
  });
});

describe("judge", () => {
  it("passes a scale that is right", () => {
    expect(
      judge({ zeros: zeros(0, 0), weighed: [weighed(30_000, 30_000, 30_010, 30_000)] }, scale),
    ).toEqual({
      ...{ zero: 0, zeroLimit: 10, linearity: 0, faults: [] },
      weights: [{ weight: 30_000, error: 10, spread: 10, limit: 30 }],
    });
  });

  it.each([
    ["at the limit", zeros(-10), weighed(5000, 4990, 5000, 5000), []],
    ["zero", zeros(0, 20, 0), weighed(5000, 5000), [{ what: "zero" }]],
    ["a low error", zeros(0), weighed(5000, 4980), [{ what: "error", weight: 5000 }]],
    ["a high error", zeros(0), weighed(20_000, 20_030), [{ what: "error", weight: 20_000 }]],
    ["repeating", zeros(0), weighed(5000, 4990, 5010), [{ what: "spread", weight: 5000 }]],
  ] as const)("names what is wrong: %s", (_, empty, one, faults) => {
    expect(judge({ zeros: empty, weighed: [one] }, scale).faults).toEqual(faults);
  });

  it("knows how far the middle lies off the line to the heaviest", () => {
    const report = judge(
      { zeros: zeros(0), weighed: [weighed(30_000, 30_020), weighed(60_000, 60_020)] },
      scale,
    );
    expect(report.linearity).toBe(10);
  });

  it("has no line of a single weight, and none off it where all errors are alike", () => {
    const error = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(error, fc.integer({ min: 1, max: 60_000 }), (wrong, weight) => {
        const one = [weighed(weight, weight + wrong)];
        expect(judge({ zeros: zeros(0), weighed: one }, scale).linearity).toBe(0);
        const two = [...one, weighed(60_001, 60_001 + wrong)];
        expect(judge({ zeros: zeros(wrong), weighed: two }, scale).linearity).toBe(0);
      }),
    );
  });
});

describe("weights", () => {
  it("are best near half and full use", () => {
    expect(usualWeights({ max: Grams(60_005), division: Grams(10) })).toEqual([30_000, 60_000]);
  });

  it.each([
    ["5000,20000", [5000, 20_000]],
    [" 20000 5000, 5000", [5000, 20_000]],
  ])("are read: %j", (text, weights) => {
    expect(parseWeights(text, scale)).toEqual({ ok: true, value: weights });
  });

  it.each([
    ["", /no weight/],
    ["5kg", /"5kg" is no weight in whole grams/],
    ["0", /"0"/],
    ["199", /199 g tells nothing: the least is 200 g/],
    ["60001", /more than the scale's 60000 g/],
    ["201,202,203,204,205,206,207", /more than 6/],
  ])("are refused: %j", (text, words) => {
    const parsed = parseWeights(text, scale);
    expect(parsed.ok ? "" : parsed.problem).toMatch(words);
  });
});

describe("the entry of a calibration", () => {
  const report = judge({ zeros: zeros(0), weighed: [weighed(5000, 5000)] }, scale);
  const made = { id: "2026-11-26", by: "amal", instrument: scale, report };

  it("says what was found, and lets deposits carry its id", () => {
    expect(entryOf(made, sampleStamp())).toMatchObject({
      kind: "calibration",
      data: {
        ...{ id: "2026-11-26", by: "amal", scale: "platform-1", seal: "S-17", zero: 0 },
        weights: [{ weight: 5000, error: 0, spread: 0, limit: 10 }],
      },
      sets: { "calibration.platform-1": "2026-11-26" },
    });
  });

  it("is one under the contract, also where everything is as long as it may be", () => {
    const long = { ...scale, id: "i".repeat(32), seal: "s".repeat(32), division: Grams(10_000) };
    const weight = { weight: Grams(1_900_000), error: Grams(-9_999_999) };
    const more = { spread: Grams(9_999_999), limit: Grams(30_000) };
    const weights = Array.from({ length: MOST_WEIGHTS }, () => ({ ...weight, ...more }));
    const largest = { ...report, zero: Grams(-9_999_999), linearity: Grams(9_999_999), weights };
    const names = { id: "n".repeat(32), by: "b".repeat(32) };
    const at = sampleStamp();
    const { kind, data } = entryOf({ ...names, instrument: long, report: largest }, at);
    const frame = { chain: "Z".repeat(22), seq: 2 ** 31 - 1, prev: "A".repeat(43) };
    const json = { ...frame, at: { ...at }, kind, data };
    const text = canonicalJson(json);
    expect(text.ok && text.value.length).toBeLessThanOrEqual(MAX_ENTRY_BYTES);
    expect(parseEntry(json).ok).toBe(true);
  });

  it.each([
    ["2026-11-26", true],
    ["DKD 4711/26", true],
    ["", false],
    [" x", false],
    ["x".repeat(33), false],
    ["معايرة", false],
  ])("is named by printable ASCII: %j", (text, expected) => expect(isName(text)).toBe(expected));
});

describe("an instrument", () => {
  it("has the config's calibration until one was made here, of this very scale", () => {
    const standing = (known: Record<string, string>) => ({
      standing: (name: string) => known[name] ?? null,
    });
    const of = (known: Record<string, string>) => calibrated(scale, standing(known)).calibration;
    expect(of({})).toBe("2025-01-01");
    expect(of({ "calibration.platform-2": "x" })).toBe("2025-01-01");
    expect(of({ "calibration.platform-1": "2026-11-26" })).toBe("2026-11-26");
  });
});
