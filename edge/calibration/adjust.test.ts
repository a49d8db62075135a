import { describe, expect, it } from "vitest";
import { Grams } from "#contract/units.ts";
import { gramsOfCounts } from "../weighing/load-cell.ts";
import { adjustTo, type Counted } from "./adjust.ts";

const division = Grams(20);
const counted: Counted = {
  zero: [84_001, 83_999, 84_000],
  span: [511_990, 512_010, 512_000],
  weight: Grams(20_000),
};

describe("adjustTo", () => {
  it("goes through what was counted with nothing and with the weight", () => {
    const { adjustment, noiseGrams, faults } = adjustTo(counted, { division });
    expect(adjustment).toEqual({ zeroCounts: 84_000, spanCounts: 512_000, spanGrams: 20_000 });
    expect([noiseGrams, faults]).toEqual([1, []]);
    expect(gramsOfCounts(298_000, adjustment)).toBe(10_000);
  });

  it("takes a cell that counts down", () => {
    const down = { ...counted, zero: counted.span, span: counted.zero };
    expect(adjustTo(down, { division }).faults).toEqual([]);
  });

  it("refuses a weight that is not felt", () => {
    const { faults } = adjustTo({ ...counted, span: counted.zero }, { division });
    expect(faults).toEqual(["not-felt"]);
  });

  it("refuses what does not stand still within a division", () => {
    const shaken = { ...counted, zero: [84_000, 84_000 + 428 + 22] }; // 21 g
    expect(adjustTo(shaken, { division })).toMatchObject({ noiseGrams: 22, faults: ["noisy"] });
  });
});
