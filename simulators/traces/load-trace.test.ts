import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRandom } from "../village/random.ts";
import { drawLoadTrace, indicationsOf } from "./load-trace.ts";

const DIVISION = 10;
const traceOf = (seed: number) => drawLoadTrace(openRandom(seed, "load"), DIVISION);
const by = { perSecond: 10, divisionGrams: DIVISION };

describe("drawLoadTrace", () => {
  it("has settled when what is felt stays within half a division of the true weight", () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, part) => {
        const { feltAt, trueGrams, arrivesMs, settledMs, endMs } = traceOf(seed);
        expect(settledMs).toBeGreaterThan(arrivesMs);
        const later = settledMs + part * (endMs - settledMs);
        expect(Math.abs(feltAt(later) - trueGrams)).toBeLessThanOrEqual(DIVISION / 2 + 1);
        const justBefore = Array.from({ length: 6 }, (_, ms) => feltAt(settledMs - ms));
        const worst = Math.max(...justBefore.map((felt) => Math.abs(felt - trueGrams)));
        expect(worst).toBeGreaterThan(DIVISION / 2 - 1);
      }),
    );
  });

  it("feels no load before it comes, whatever the wind does", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { feltAt, arrivesMs } = traceOf(seed);
        expect(Math.abs(feltAt(arrivesMs - 1))).toBeLessThan(800);
      }),
    );
  });
});

describe("indicationsOf", () => {
  it("shows whole divisions, at its rate, until the end", () => {
    const trace = traceOf(1);
    const shown = indicationsOf(trace, by, openRandom(1, "noise"));
    expect(shown).toHaveLength(Math.floor(trace.endMs / 100));
    expect(shown.every(({ grams }) => grams % DIVISION === 0)).toBe(true);
    expect(Math.abs((shown.at(-1)?.grams ?? 0) - trace.trueGrams)).toBeLessThan(DIVISION);
  });
});
