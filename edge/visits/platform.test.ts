import { describe, expect, it } from "vitest";
import { binAtRest, openBed } from "./bed.fixture.ts";

describe("a platform that follows its own zero", () => {
  const tracking = { weighing: { zero_tracking_grams: 40 } };

  it("takes its drift off each weight", () => {
    const bed = openBed({ ...tracking, session: { stream: "plastic", confirm: "automatic" } });
    for (const grams of [0, 5, 10]) bed.stands(grams, 7000);
    bed.tap("A");
    bed.stands(5010);
    expect(bed.entries).toMatchObject([{ data: { gross: 5000, tare: 0, net: 5000 } }]);
  });

  it("follows no further than it was told to", () => {
    const bed = openBed(tracking);
    for (let grams = 0; grams <= 60; grams += 5) bed.stands(grams, 7000);
    bed.tap("A");
    expect(bed.says()).toContain("Please empty the scale first");
    bed.stands(5060);
    bed.press("confirm");
    bed.stands(5060);
    expect(bed.entries.filter(({ kind }) => kind === "deposit")).toEqual([]);
  });

  it.each([60, -60])("finds its zero again after %i g, when the scale's own was set", (far) => {
    const bed = openBed({
      weighing: { zero_tracking_grams: 100 },
      session: { stream: "plastic", confirm: "automatic" },
    });
    for (let step = 0; step <= 12; step += 1) bed.stands((far * step) / 12, 7000);
    bed.stands(0, 10_000);
    bed.tap("A");
    bed.stands(5000);
    expect(bed.entries.at(-1)).toMatchObject({ kind: "deposit", data: { net: 5000 } });
  });

  it("keeps the zero of the tap until the visit ends", () => {
    const bed = openBed({ ...tracking, session: { stream: "plastic", confirm: "automatic" } });
    bed.stands(0);
    bed.tap("A");
    bed.stands(5, 10_000);
    bed.stands(5005);
    expect(bed.entries).toMatchObject([{ data: { gross: 5010 } }]);
    expect(bed.standing.has("baseline")).toBe(false);
  });

  it("finds its zero again after a start", () => {
    const bed = openBed({ ...tracking, session: { stream: "plastic", confirm: "automatic" } });
    bed.stands(30, 10_000);
    bed.tap("A");
    bed.stands(5030);
    expect(bed.entries).toMatchObject([{ data: { gross: 5000, net: 5000 } }]);
  });

  it("knows nothing of a bin that stood there before", () => {
    const bed = openBed({
      baseline: "42000",
      session: { stream: "plastic", confirm: "automatic" },
    });
    bed.stands(0);
    bed.tap("A");
    bed.stands(5000);
    expect(bed.entries).toMatchObject([{ data: { net: 5000 } }]);
  });

  it("follows nothing where the scale's own zero is the scale's business", () => {
    const bed = openBed();
    for (const grams of [0, 5, 10]) bed.stands(grams, 7000);
    expect(bed.visits.weighing()).toMatchObject({ kind: "stable", gross: 10 });
  });
});

describe("what lies on a platform that nobody is at", () => {
  it("is not weighed together with the next bag where it is too light to be one", () => {
    const bed = openBed();
    bed.stands(0);
    bed.stands(60);
    bed.tap("A");
    bed.stands(5060);
    bed.press("confirm");
    bed.stands(5060);
    expect(bed.entries).toEqual([]);
    bed.stands(0);
    bed.stands(5000);
    bed.press("confirm");
    bed.stands(5000);
    expect(bed.entries).toMatchObject([{ data: { net: 5000 } }]);
  });

  it("may be a bag that comes before its card", () => {
    const bed = openBed();
    bed.stands(0);
    bed.stands(5000, 10_000);
    bed.tap("A");
    bed.stands(5000);
    bed.press("confirm");
    bed.stands(5000);
    expect(bed.entries).toMatchObject([{ data: { net: 5000 } }]);
  });
});

describe("a bag that comes while the scale is silent", () => {
  it("is not the next card's", () => {
    const bed = openBed();
    bed.stands(0);
    bed.tap("A");
    bed.fails("no-signal", 100);
    bed.press("cancel");
    bed.stands(5000, 3000);
    bed.tap("B");
    bed.stands(5000);
    bed.press("confirm");
    bed.stands(5000);
    expect(bed.entries).toEqual([]);
  });
});

describe("a stream that comes in the station's own containers", () => {
  const crates = { containers: { plastic: 360 } };

  it("is paid without them", () => {
    const bed = openBed(crates);
    bed.stands(0);
    bed.tap("A");
    bed.stands(4680);
    bed.press("confirm");
    bed.stands(4680);
    expect(bed.entries).toMatchObject([{ data: { gross: 4680, tare: 360, net: 4320 } }]);
  });

  it("is nothing while there is only the container", () => {
    const bed = openBed(crates);
    bed.stands(0);
    bed.tap("A");
    bed.stands(360);
    expect(bed.says()).toContain("There is no more than the container on the scale");
    bed.press("confirm");
    bed.stands(360);
    expect(bed.entries).toEqual([]);
  });
});

describe("a scale that was set wrong", () => {
  it.each(["net", "unit", "not-zeroed", "fault"] as const)(
    "(%s) weighs nothing, and says so",
    (code) => {
      const bed = openBed();
      bed.stands(0);
      bed.tap("A");
      bed.fails(code, 2000);
      expect(bed.says()).toContain("The scale must be set right: please call the attendant");
      bed.press("confirm");
      expect(bed.entries).toEqual([]);
    },
  );
});

describe("what a display is told of the weight", () => {
  it("is what came, also while it moves, by the zero that the station follows", () => {
    const bed = openBed({ weighing: { zero_tracking_grams: 40 } });
    expect(bed.shows()).toBeNull();
    for (const grams of [0, 10]) bed.stands(grams, 7000);
    expect(bed.shows()?.live).toBe(0);
    bed.moves(2010, 100);
    expect(bed.shows()?.live).toBe(2000);
    bed.fails("not-a-weight");
    expect(bed.shows()?.live).toBeNull();
  });

  it("begins anew with each bag where the bin keeps them", () => {
    const bed = binAtRest();
    bed.tap("A");
    bed.moves(46_680);
    bed.stands(46_680);
    expect(bed.shows()?.live).toBe(4680);
    bed.press("confirm");
    bed.stands(46_680, 100);
    expect(bed.shows()?.live).toBe(0);
  });
});
