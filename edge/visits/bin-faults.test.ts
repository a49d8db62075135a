import { describe, expect, it } from "vitest";
import { ATTENDANT } from "../session/script.ts";
import { bin, binAtRest, handsIn, openBed } from "./bed.fixture.ts";

describe("a scale that its bin is not on", () => {
  it("is no baseline at the start: the bin that comes is nobody's load", () => {
    const bed = openBed({ ...bin, baseline: "0" });
    bed.stands(0, 5000);
    bed.tap("A");
    bed.moves(12_000);
    bed.stands(12_000);
    bed.press("confirm");
    bed.stands(12_000);
    expect(bed.entries.filter(({ kind }) => kind === "deposit")).toEqual([]);
  });

  it("is none for an attendant either", () => {
    const bed = binAtRest({ session: { stream: "plastic", attendants: [ATTENDANT] } });
    bed.tap("attendant");
    bed.stands(0, 5000);
    bed.tap("A");
    bed.moves(12_000);
    bed.stands(12_000);
    bed.press("confirm");
    bed.stands(12_000);
    expect(bed.kinds()).toEqual(["emptied"]);
  });
});

describe("a bin whose scale shows less than nothing at the start", () => {
  it("is not there: nothing is measured from that", () => {
    const bed = openBed({ ...bin, baseline: "0" });
    bed.stands(-30);
    handsIn(bed, "A", 4970);
    expect(bed.entries.filter(({ kind }) => kind === "deposit")).toEqual([]);
  });
});

describe("a full disk", () => {
  it("makes nobody's load nobody else's", () => {
    const bed = binAtRest();
    bed.setFull(true);
    bed.stands(45_000);
    bed.tap("B");
    bed.stands(45_000);
    bed.setFull(false);
    bed.stands(45_000, 300);
    bed.press("confirm");
    bed.stands(45_000);
    expect(bed.kinds()).toEqual(["baseline"]);
  });

  it("leaves a start a start", () => {
    const bed = openBed(bin);
    bed.setFull(true);
    bed.stands(38_000, 3000);
    bed.setFull(false);
    bed.stands(38_000);
    expect(bed.entries).toMatchObject([{ data: { reason: "start", to: 38_000 } }]);
  });

  it("has nothing happen that is not written, and is said once", () => {
    const bed = binAtRest();
    bed.setFull(true);
    bed.stands(45_000, 5000);
    expect(bed.log).toHaveLength(1);
    bed.setFull(false);
    bed.stands(45_000);
    expect(bed.entries).toMatchObject([{ data: { reason: "no-card", from: 42_000, to: 45_000 } }]);
  });
});
