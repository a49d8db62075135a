import { describe, expect, it } from "vitest";
import { householdsOf } from "./households.ts";
import { type Plan, planVisits, roundTimes } from "./plan.ts";
import { openRandom } from "./random.ts";
import { gathered, nothing, pack } from "./stock.ts";
import { SPECIALS, type Visit } from "./visit.ts";
import { bagfulGrams, KINDS, WASTE } from "./waste.ts";

const plan: Plan = { seed: 1, originMs: Date.parse("2026-11-22T20:15:00Z"), stations: 3 };
const DAY_MS = 86_400_000;

function firstVisits(count: number, of = plan): readonly Visit[] {
  return first(count, planVisits(of));
}

function visitsUntil(untilMs: number): readonly Visit[] {
  const visits: Visit[] = [];
  for (const visit of planVisits(plan)) {
    if (visit.atMs >= untilMs) return visits;
    visits.push(visit);
  }
  return visits;
}

function first<Item>(count: number, items: Iterable<Item>): readonly Item[] {
  const taken: Item[] = [];
  for (const item of items) {
    if (taken.push(item) === count) break;
  }
  return taken;
}

describe("households", () => {
  const households = householdsOf(1);

  it("are a hundred, with 4.8 members on average, one to nine each", () => {
    const members = households.map((it) => it.members);
    expect(members).toHaveLength(100);
    expect(members.reduce((sum, it) => sum + it, 0) / 100).toBeCloseTo(4.8, 1);
    expect([Math.min(...members), Math.max(...members)]).toEqual([1, 9]);
  });

  it("have one or two cards each, and no card twice", () => {
    const tags = households.flatMap((it) => it.tags);
    expect(new Set(households.map((it) => it.tags.length))).toEqual(new Set([1, 2]));
    expect(new Set(tags).size).toBe(tags.length);
    for (const tag of tags) expect(tag).toMatch(/^[0-9A-F]{10}$/);
  });

  it("are the same for the same seed only", () => {
    expect(householdsOf(1)).toEqual(households);
    expect(householdsOf(2)).not.toEqual(households);
  });
});

describe("a plan", () => {
  it("is the same for the same seed only", () => {
    expect(firstVisits(300)).toEqual(firstVisits(300));
    expect(firstVisits(300)).not.toEqual(firstVisits(300, { ...plan, seed: 2 }));
  });

  it.each([1, 2, 3, 7, 99])("shows every special visit at once, for seed %i", (seed) => {
    const early = firstVisits(20, { ...plan, seed }).map(({ special }) => special);
    for (const special of SPECIALS) expect(early).toContain(special);
  });

  it("is in the order of time, and begins at once", () => {
    const times = firstVisits(300).map(({ atMs }) => atMs);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    expect(times[0]).toBeLessThan(30_000);
  });

  it("keeps all three stations busy", () => {
    const bags = [0, 0, 0];
    for (const visit of firstVisits(300)) {
      bags[visit.station] = (bags[visit.station] ?? 0) + visit.bags.length;
    }
    expect(Math.max(...bags) / Math.min(...bags)).toBeLessThan(1.2);
  });

  it("lets people come with several bags", () => {
    const visits = firstVisits(300);
    const bags = visits.reduce((sum, visit) => sum + visit.bags.length, 0);
    expect(bags / visits.length).toBeGreaterThan(2);
    for (const visit of visits) expect(visit.bags.length).toBeGreaterThan(0);
  });

  it("knows all cards but the stranger's", () => {
    const known = new Set(householdsOf(1).flatMap(({ tags }) => tags));
    for (const { tag, special } of firstVisits(300)) {
      expect(known.has(tag)).toBe(special !== "unknown-card");
    }
  });

  it("goes over the month's cap of glass once", () => {
    const visit = firstVisits(20).find(({ special }) => special === "over-cap");
    const household = householdsOf(1).find(({ tags }) => tags.includes(visit?.tag ?? ""));
    expect(household?.members).toBeLessThanOrEqual(4);
    const grams = visit?.bags.reduce((sum, bag) => sum + bag.grams, 0);
    expect(grams).toBeGreaterThan(12_000);
  });

  it("brings what households throw away, stream by stream", () => {
    const days = 90;
    const bags = visitsUntil(days * DAY_MS).flatMap((visit) => visit.bags);
    for (const waste of WASTE) {
      const grams = bags.reduce((sum, bag) => (bag.waste === waste ? sum + bag.grams : sum), 0);
      const kgPerHouseholdMonth = grams / 1000 / 100 / (days / 30);
      const stated = KINDS[waste].kgPerHouseholdMonth;
      expect(Math.abs(kgPerHouseholdMonth / stated - 1)).toBeLessThan(0.15);
    }
  });
});

describe("bags", () => {
  it("hold what fits into them, and nothing is lost between bags and home", () => {
    const random = openRandom(1, "bags");
    const stock = gathered(nothing, { name: "house-001", members: 9, tags: [] }, 20);
    const { bags, left } = pack(stock, random);
    for (const waste of WASTE) {
      const packed = bags.filter((bag) => bag.waste === waste);
      const grams = packed.reduce((sum, bag) => sum + bag.grams, 0);
      expect(grams + left[waste]).toBeCloseTo(stock[waste], 6);
      for (const bag of packed) expect(bag.grams).toBeLessThanOrEqual(bagfulGrams(waste, 1));
    }
  });

  it("stay at home while they are not worth carrying", () => {
    const stock = gathered(nothing, { name: "house-001", members: 1, tags: [] }, 1);
    expect(pack(stock, openRandom(1, "bags"))).toEqual({ bags: [], left: stock });
  });
});

describe("rounds", () => {
  it("begin at once, and then at the hours of the day", () => {
    const origin = Date.parse("2026-11-22T06:30:00Z");
    const times = first(8, roundTimes(origin));
    const clock = times.map((ms) => new Date(origin + ms).toISOString().slice(5, 19));
    expect(clock).toEqual([
      "11-22T06:30:10",
      "11-22T07:00:00",
      "11-22T09:00:00",
      "11-22T12:00:00",
      "11-22T14:00:00",
      "11-22T16:00:00",
      "11-23T05:00:00",
      "11-23T07:00:00",
    ]);
  });
});
