import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRandom } from "../village/random.ts";
import { emptyPlatform, gramsAt, swungTo } from "./load-cell.ts";
import { openPlatform } from "./platform.ts";

const bag = { toGrams: 6000, frequencyHz: 2, decayMs: 300, wobbleGrams: 0 };

describe("a load on a cell", () => {
  it("begins where the cell was, overshoots, and comes to rest at its weight", () => {
    const swing = swungTo(emptyPlatform, bag, 1000);
    expect(gramsAt(swing, 1000)).toBe(0);
    expect(gramsAt(swing, 1250)).toBeGreaterThan(6000);
    expect(gramsAt(swing, 5000)).toBeCloseTo(6000, 0);
  });

  it("is never felt to change at once", () => {
    const grams = fc.integer({ min: 0, max: 60_000 });
    fc.assert(
      fc.property(grams, grams, fc.integer({ min: 0, max: 3000 }), (first, second, afterMs) => {
        const loaded = swungTo(emptyPlatform, { ...bag, toGrams: first }, 0);
        const changed = swungTo(loaded, { ...bag, toGrams: second }, afterMs);
        expect(gramsAt(changed, afterMs)).toBeCloseTo(gramsAt(loaded, afterMs), 6);
      }),
    );
  });

  it("does not rest while someone holds on to it", () => {
    const held = swungTo(emptyPlatform, { ...bag, wobbleGrams: 100 }, 0);
    const late = Array.from({ length: 50 }, (_, step) => gramsAt(held, 10_000 + step * 20));
    expect(Math.max(...late) - Math.min(...late)).toBeGreaterThan(150);
  });
});

describe("a platform", () => {
  it.each([300, 4500, 14_100, 60_000])("settles with %i g within four seconds", (grams) => {
    let now = 0;
    const platform = openPlatform(() => now, openRandom(1, "platform"));
    platform.put(grams, { wobbling: false });
    for (now = 4000; now < 8000; now += 100) {
      expect(Math.abs(platform.feel() - grams)).toBeLessThan(10);
    }
  });

  it("rests once the load is let go of, and is empty once it is cleared", () => {
    let now = 0;
    const platform = openPlatform(() => now, openRandom(1, "platform"));
    platform.put(5000, { wobbling: true });
    now = 5000;
    platform.letGo();
    now = 9000;
    expect(Math.abs(platform.feel() - 5000)).toBeLessThan(10);
    platform.clear();
    now = 13_000;
    expect(Math.abs(platform.feel())).toBeLessThan(10);
  });
});
