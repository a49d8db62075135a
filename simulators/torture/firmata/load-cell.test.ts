import { describe, expect, it } from "vitest";
import { fail, ok } from "#contract/result.ts";
import { Grams } from "#contract/units.ts";
import type { Sample } from "#edge/weighing/reading.ts";
import { openRandom } from "../../village/random.ts";
import { openLoadCell } from "./load-cell.ts";

const sampleOf = (counts: number, gross: number): Sample => ({
  ...{ uptimeMs: 0, frame: `NAU7802 ${counts}` },
  reading: ok({ gross: Grams(gross), stable: true }),
});
const gramsOf = (counts: number) => (counts - 84_000) / 20;

describe("the load cell that knows what it had", () => {
  const time = { ms: 0 };
  const cell = openLoadCell(openRandom(1, "cell"), () => time.ms);

  it.each([
    ["good", (counts: number) => sampleOf(counts, gramsOf(counts)), 900],
    ["stale", (counts: number) => sampleOf(counts, gramsOf(counts)), 1100],
    ["invented", (counts: number) => sampleOf(counts + 20, gramsOf(counts) + 1), 0],
    ["invented", (counts: number) => sampleOf(counts + 1, gramsOf(counts)), 0],
  ])("finds a weight %s", (verdict, sample, laterMs) => {
    const counts = cell.counts();
    time.ms += laterMs;
    expect(cell.judge(sample(counts))).toBe(verdict);
  });

  it("finds one repeated that comes twice", () => {
    const counts = cell.counts();
    const sample = sampleOf(counts, gramsOf(counts));
    expect([cell.judge(sample), cell.judge(sample)]).toEqual(["good", "repeated"]);
  });

  it("has nothing to say of what is no weight", () => {
    const reading = fail({ code: "no-signal" } as const);
    expect(cell.judge({ uptimeMs: 0, frame: "", reading })).toBe(null);
  });
});
