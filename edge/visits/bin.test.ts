import { describe, expect, it } from "vitest";
import { A, ATTENDANT, B } from "../session/script.ts";
import { bin, binAtRest, handsIn, openBed } from "./bed.fixture.ts";

describe("a bin that stands on its scale", () => {
  it("weighs what came by what was there before", () => {
    const bed = binAtRest();
    handsIn(bed, "A", 44_680);
    expect(bed.entries).toMatchObject([
      { kind: "deposit", data: { card: A, gross: 44_680, tare: 42_000, net: 2680 } },
    ]);
    expect(bed.standing.get("baseline")).toBe("44680");
  });

  it("takes bag after bag of one visit, each by itself", () => {
    const bed = binAtRest();
    handsIn(bed, "A", 44_000);
    bed.stands(44_000, 5000);
    bed.moves(47_000);
    bed.stands(47_000);
    bed.press("confirm");
    bed.stands(47_000);
    expect(bed.entries.map(({ data }) => data.net)).toEqual([2000, 3000]);
  });

  it("takes the next bag of a visit also when it comes right after the first was recorded", () => {
    const bed = binAtRest();
    bed.tap("A");
    bed.moves(44_000);
    bed.stands(44_000);
    bed.press("confirm");
    bed.stands(44_000, 100);
    bed.moves(47_000);
    bed.stands(47_000, 6000);
    bed.press("confirm");
    bed.stands(47_000);
    expect(bed.entries.map(({ data }) => data.net)).toEqual([2000, 3000]);
  });

  it("is not moved by what an attendant types off a slip", () => {
    const bed = binAtRest({ session: { stream: "plastic", attendants: [ATTENDANT] } });
    bed.tap("attendant");
    for (const number of [0, 9, 0, 0]) bed.type(number);
    bed.press("confirm");
    bed.type(7);
    bed.press("confirm");
    bed.stands(42_000, 5000);
    expect(bed.entries).toMatchObject([{ data: { capture: "manual", gross: 900, slip: "7" } }]);
    expect(bed.standing.get("baseline")).toBe("42000");
    handsIn(bed, "A", 44_000);
    expect(bed.entries[1]).toMatchObject({
      data: { tare: 42_000, net: 2000, attendant: ATTENDANT },
    });
  });

  it("gives the next visitor nothing of what was there", () => {
    const bed = binAtRest();
    handsIn(bed, "A", 44_000);
    bed.press("cancel");
    bed.tap("B");
    bed.stands(44_000, 5000);
    bed.press("confirm");
    bed.stands(44_000);
    expect(bed.kinds()).toEqual(["deposit"]);
  });

  it("says what is to be done", () => {
    const bed = binAtRest();
    bed.tap("A");
    expect(bed.says()).toContain("Put the bag into the bin");
    handsIn(bed, "A", 44_000);
    expect(bed.says()).not.toContain("Take the bag off the scale");
    bed.stands(43_000);
    bed.press("cancel");
    bed.tap("B");
    expect(bed.says()).toContain("Something was taken out of the bin: please call the attendant");
  });
});

describe("what nobody hands in", () => {
  it("is nobody's, also not that of who taps right after", () => {
    const bed = binAtRest();
    bed.moves(45_000);
    bed.tap("B");
    bed.stands(45_000, 4000);
    bed.press("confirm");
    bed.stands(45_000);
    expect(bed.entries).toMatchObject([
      { kind: "baseline", data: { reason: "no-card", from: 42_000, to: 45_000 } },
    ]);
    expect(bed.standing.get("baseline")).toBe("45000");
    handsIn(bed, "B", 46_000);
    expect(bed.entries[1]).toMatchObject({ data: { card: B, tare: 45_000, net: 1000 } });
  });

  it("may be handed in by who brought it, so long as they come back soon", () => {
    const bed = binAtRest();
    bed.tap("A");
    bed.stands(45_000);
    bed.press("cancel");
    bed.stands(45_000, 5000);
    bed.tap("A");
    bed.stands(45_000);
    bed.press("confirm");
    bed.stands(45_000);
    expect(bed.entries).toMatchObject([{ kind: "deposit", data: { card: A, net: 3000 } }]);
  });

  it("stays in the bin after that, and is written down", () => {
    const bed = binAtRest();
    bed.tap("A");
    bed.stands(45_000);
    bed.press("cancel");
    bed.stands(45_000, 11_000);
    expect(bed.entries).toMatchObject([{ kind: "baseline", data: { reason: "not-handed-in" } }]);
    handsIn(bed, "A", 45_500);
    expect(bed.entries[1]).toMatchObject({ kind: "deposit", data: { net: 500 } });
  });

  it("stays in the bin as soon as another card comes, which need not wait", () => {
    const bed = binAtRest();
    bed.tap("A");
    bed.stands(45_000);
    bed.press("cancel");
    handsIn(bed, "B", 46_000);
    expect(bed.entries).toMatchObject([
      { kind: "baseline", data: { reason: "not-handed-in" } },
      { kind: "deposit", data: { card: B, tare: 45_000, net: 1000 } },
    ]);
  });
});

describe("what came without a card and goes again", () => {
  it("leaves the bin as it was: nobody was paid for it", () => {
    const bed = binAtRest();
    bed.stands(45_000, 3000); // a cat
    bed.moves(43_000);
    bed.stands(42_000, 3000);
    handsIn(bed, "A", 44_000);
    expect(bed.entries).toMatchObject([
      { kind: "baseline", data: { reason: "no-card", from: 42_000, to: 45_000 } },
      { kind: "baseline", data: { reason: "no-card", from: 45_000, to: 42_000 } },
      { kind: "deposit", data: { tare: 42_000, net: 2000 } },
    ]);
  });

  it("takes nothing along that was paid", () => {
    const bed = binAtRest();
    bed.stands(45_000, 3000); // 3 kg without a card
    handsIn(bed, "A", 47_000);
    bed.stands(47_000, 5000);
    bed.stands(43_000, 3000); // 4 kg are taken out, and thrown in again
    handsIn(bed, "A", 47_500);
    expect(bed.kinds()).toEqual(["baseline", "deposit"]);
  });
});

describe("a start", () => {
  it("takes what is there for what was there, and writes the difference down", () => {
    const bed = openBed(bin);
    bed.tap("A");
    bed.stands(50_000);
    bed.press("confirm");
    bed.stands(50_000);
    expect(bed.entries).toMatchObject([
      { kind: "baseline", data: { reason: "start", from: 42_000, to: 50_000 } },
    ]);
  });

  it("is over once the bin is at rest, whoever throws something in right then", () => {
    const bed = openBed(bin);
    bed.tap("A");
    bed.stands(50_000, 1700);
    bed.moves(53_000);
    bed.stands(53_000);
    bed.press("confirm");
    bed.stands(53_000);
    expect(bed.entries).toMatchObject([{ data: { reason: "start" } }, { data: { net: 3000 } }]);
  });

  it("writes nothing where nothing has changed", () => {
    expect(binAtRest().kinds()).toEqual([]);
  });
});

describe("a bin that is emptied", () => {
  it("is known by the weight of an empty bin", () => {
    const bed = binAtRest();
    bed.moves(5000);
    bed.fails("underload");
    bed.stands(0); // the bin is away
    bed.moves(3000);
    bed.stands(12_300); // another one, 300 g heavier
    expect(bed.entries).toMatchObject([
      { kind: "emptied", data: { stream: "plastic", before: 42_000, after: 12_300 } },
    ]);
    handsIn(bed, "A", 15_000);
    expect(bed.entries[1]).toMatchObject({ data: { tare: 12_300, net: 2700 } });
  });

  it("is not so after something was taken out: that cannot be handed in again", () => {
    const bed = binAtRest();
    bed.stands(38_000, 10_000);
    handsIn(bed, "A", 42_000);
    handsIn(bed, "A", 40_000);
    expect(bed.kinds()).toEqual([]);
    handsIn(bed, "A", 45_000);
    expect(bed.says()).toContain("Something was taken out of the bin: please call the attendant");
    expect(bed.kinds()).toEqual([]);
  });

  it("is not so when the only bag in it was taken out, however small", () => {
    const bed = openBed({ ...bin, baseline: "12000" });
    bed.stands(12_000);
    handsIn(bed, "A", 12_900);
    bed.stands(12_900, 5000);
    bed.stands(12_000, 5000);
    handsIn(bed, "A", 12_900);
    bed.stands(12_900, 5000);
    expect(bed.kinds()).toEqual(["deposit"]);
  });

  it("is not so when it was lifted off and put back as it was", () => {
    const bed = openBed({ ...bin, baseline: "12900" });
    bed.stands(12_900);
    bed.stands(0);
    bed.stands(12_900);
    bed.stands(12_000, 5000);
    expect(bed.kinds()).toEqual([]);
  });

  it("may come back heavier than it was", () => {
    const bed = openBed({ ...bin, baseline: "12000" });
    bed.stands(12_000);
    bed.fails("underload");
    bed.stands(12_400);
    expect(bed.entries).toMatchObject([{ kind: "emptied", data: { after: 12_400 } }]);
  });

  it("goes on when an attendant answers for what was taken out", () => {
    const bed = binAtRest({ session: { stream: "plastic", attendants: [ATTENDANT] } });
    bed.stands(38_000);
    bed.tap("attendant");
    bed.stands(38_000);
    expect(bed.entries).toMatchObject([
      { kind: "baseline", data: { reason: "attended", from: 42_000, to: 38_000 } },
    ]);
  });
});

describe("the drift of a bin", () => {
  it("is followed between visits, and summed up until it is worth an entry", () => {
    const bed = binAtRest();
    for (let grams = 42_010; grams <= 42_040; grams += 10) bed.stands(grams, 7000);
    expect([bed.kinds(), bed.visits.zeroDrift()]).toEqual([[], 40]);
    bed.stands(42_050, 7000);
    expect(bed.entries).toMatchObject([
      { kind: "baseline", data: { reason: "drift", from: 42_000, to: 42_050 } },
    ]);
    expect(bed.visits.zeroDrift()).toBe(0);
  });

  it("is followed after the tap too, until something comes", () => {
    const bed = binAtRest();
    bed.tap("A");
    bed.stands(42_020);
    bed.moves(45_000);
    bed.stands(45_000);
    bed.press("confirm");
    bed.stands(45_000);
    expect(bed.entries).toMatchObject([{ kind: "deposit", data: { tare: 42_020, net: 2980 } }]);
  });

  it("is nothing to measure a bag from while the bin is not at rest", () => {
    const bed = binAtRest();
    bed.moves(60_000); // it is lifted off
    bed.stands(42_020, 500); // and back, near enough to what it weighed
    bed.tap("A");
    expect(bed.says()).toContain("One moment: the bin must come to rest");
    bed.moves(45_000);
    bed.stands(45_000);
    bed.press("confirm");
    bed.stands(45_000);
    expect(bed.kinds()).toEqual(["baseline"]);
  });
});

describe("a silence of the scale", () => {
  it("leaves it open what came meanwhile: nobody's", () => {
    const bed = binAtRest();
    bed.tap("A");
    bed.fails("no-signal", 100);
    bed.stands(45_000);
    bed.press("confirm");
    bed.stands(45_000);
    expect(bed.kinds()).toEqual(["baseline"]);
  });
});

describe("what is taken out piece by piece", () => {
  it("is not followed far, and cannot be handed in again", () => {
    const bed = binAtRest();
    for (let grams = 42_000; grams > 40_000; grams -= 20) bed.stands(grams, 1700);
    handsIn(bed, "A", 42_000);
    expect(bed.entries.filter(({ kind }) => kind === "deposit")).toEqual([]);
  });

  it("is followed where it only dries", () => {
    const bed = binAtRest();
    for (let grams = 42_000; grams > 41_700; grams -= 10) bed.stands(grams, 61_000);
    expect(bed.standing.get("baseline")).toBe("41750");
  });
});

describe("what is added to a load that its visitor has left", () => {
  it("takes it from the visitor who comes back", () => {
    const bed = binAtRest();
    bed.tap("A");
    bed.stands(45_000);
    bed.press("cancel");
    bed.moves(48_000);
    bed.stands(48_000, 1800);
    bed.tap("A");
    bed.stands(48_000);
    bed.press("confirm");
    bed.stands(48_000);
    expect(bed.kinds()).toEqual(["baseline"]);
  });
});
