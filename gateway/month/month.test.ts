import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Grams, MinorUnitsPerKilogram, PointsPerKilogram } from "#contract/units.ts";
import { capOf, type Month, type MonthPart, type MonthTerms, monthWith, worthOf } from "./month.ts";

const plastic: MonthTerms = {
  rate: MinorUnitsPerKilogram(40),
  pointsPerKg: PointsPerKilogram(4),
  gradeFactors: { A: 100, B: 67 },
  cap: Grams(25_000),
};

const bag = (a: number, b = 0, reliefYear = 2026): MonthPart => {
  const grams = { a: Grams(a), b: Grams(b) };
  return { reliefYear, credit: grams, points: grams };
};
const monthOf = (bags: readonly MonthPart[]): Month => bags.reduce(monthWith, []);
const creditOf = (...bags: MonthPart[]) => worthOf(monthOf(bags), plastic).credit;
const pointsOf = (...bags: MonthPart[]) =>
  Object.fromEntries(worthOf(monthOf(bags), plastic).points);

describe("worthOf", () => {
  it.each([
    // grade A g, grade B g, minor units, thousandths of a point
    [0, 0, 0, 0],
    [12_340, 0, 494, 49_360], // 4.936, rounded once
    [12, 0, 0, 48], // 0.48 minor units
    [13, 0, 1, 52], // 0.52
    [0, 1_000, 27, 2_680], // 26.8
    [25_000, 0, 1_000, 100_000],
    [25_001, 0, 1_000, 100_000], // the cap
    [20_000, 10_000, 934, 93_400], // 5 kg of B fit below the cap
    [30_000, 10_000, 1_000, 100_000], // A displaces B
  ])(
    "%i g of A and %i g of B are worth %i minor units and %i millipoints",
    (a, b, credit, points) => {
      expect(creditOf(bag(a, b))).toBe(credit);
      expect(pointsOf(bag(a, b))).toEqual({ 2026: points });
    },
  );

  it("rounds a half up", () => {
    const terms = { ...plastic, rate: MinorUnitsPerKilogram(20) };
    expect(worthOf([bag(25)], terms).credit).toBe(1);
    expect(worthOf([bag(24)], terms).credit).toBe(0);
  });

  it("counts what came late after what came in time, under one cap", () => {
    expect(pointsOf(bag(20_000), bag(10_000, 0, 2027))).toEqual({ 2026: 80_000, 2027: 20_000 });
    expect(pointsOf(bag(10_000, 0, 2027), bag(20_000))).toEqual({ 2026: 80_000, 2027: 20_000 });
    expect(creditOf(bag(20_000), bag(10_000, 0, 2027))).toBe(1_000);
  });

  it("gives no points for grams that cannot earn them", () => {
    const unverified = { ...bag(1_000), points: bag(0).points };
    expect(worthOf([unverified], plastic)).toEqual({ credit: 40, points: new Map([[2026, 0]]) });
  });

  const bags = fc.array(
    fc
      .record({ a: fc.nat(20_000), b: fc.nat(20_000), late: fc.boolean() })
      .map(({ a, b, late }) => bag(a, b, late ? 2027 : 2026)),
    { maxLength: 12 },
  );

  it("does not depend on the order of arrival", () => {
    fc.assert(
      fc.property(bags, fc.infiniteStream(fc.nat()), (all, keys) => {
        const shuffled = all
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .sort((left, right) => left.key - right.key)
          .map(({ one }) => one);
        expect(worthOf(monthOf(shuffled), plastic)).toEqual({
          credit: creditOf(...all),
          points: new Map(Object.entries(pointsOf(...all)).map(([year, it]) => [Number(year), it])),
        });
      }),
    );
  });

  it("does not depend on the split into bags", () => {
    fc.assert(
      fc.property(fc.nat(60_000), fc.nat(60_000), (whole, cut) => {
        const first = Math.min(whole, cut);
        expect(creditOf(bag(first), bag(whole - first))).toBe(creditOf(bag(whole)));
        expect(pointsOf(bag(first), bag(whole - first))).toEqual(pointsOf(bag(whole)));
      }),
    );
  });

  it("never falls when a bag is added", () => {
    fc.assert(
      fc.property(bags, fc.nat(20_000), fc.nat(20_000), (all, a, b) => {
        expect(creditOf(...all, bag(a, b))).toBeGreaterThanOrEqual(creditOf(...all));
      }),
    );
  });

  it("is at most half a minor unit from the exact amount", () => {
    fc.assert(
      fc.property(fc.nat(25_000), fc.nat(25_000), fc.nat(10_000), (a, b, rate) => {
        const cap = null;
        const terms = { ...plastic, rate: MinorUnitsPerKilogram(rate), cap };
        const exact = (100 * a + 67 * b) * rate;
        const { credit } = worthOf([bag(a, b)], terms);
        expect(Math.abs(credit * 100_000 - exact)).toBeLessThanOrEqual(50_000);
      }),
    );
  });

  it.each([
    [-1, 0],
    [0, -1],
  ])("refuses a negative month: %i g of A, %i g of B", (a, b) => {
    const negative = { ...bag(0), credit: { a: Grams(a), b: Grams(b) } };
    expect(() => worthOf([negative], plastic)).toThrow(/negative weight/);
  });
});

describe("capOf", () => {
  it.each([
    [25_000, 1, 25_000], // never below the tariff's own
    [25_000, 5, 26_041], // 26041.67, rounded down
    [25_000, 9, 46_875],
    [25_000, null, 25_000], // a card without a household
  ])("%i g for %s members is %i g", (cap, members, expected) => {
    expect(capOf(Grams(cap), members)).toBe(expected);
  });

  it("leaves no cap as it is", () => {
    expect(capOf(null, 9)).toBeNull();
  });
});
