import { describe, expect, it } from "vitest";
import { MilliPoints } from "#contract/units.ts";
import { idOf, modelOf, withDeposit, withTotals } from "./model.ts";
import { SNAPSHOT, sampleDeposit } from "./samples.ts";

const model = modelOf(SNAPSHOT);
const points = (household: string, value: number) => ({
  household,
  milliPoints: MilliPoints(value),
  percent: 0,
});

describe("the model of the page", () => {
  it("shows the newest deposit first, and no more than fit", () => {
    let now = model;
    for (let seq = 1; seq <= 30; seq += 1) now = withDeposit(now, sampleDeposit({ seq }));
    expect(now.deposits.map(({ seq }) => seq).slice(0, 3)).toEqual([30, 29, 28]);
    expect(now.deposits).toHaveLength(12);
  });

  it("replaces a held deposit by what became of it", () => {
    const held = withDeposit(model, sampleDeposit({ outcome: "held" }));
    const posted = withDeposit(held, sampleDeposit({ outcome: "posted" }));
    expect(posted.deposits.map(({ outcome }) => outcome)).toEqual(["posted"]);
  });

  it("names a deposit by station, chain and place", () => {
    expect(idOf(sampleDeposit())).toBe("beitillo-01/3/1042");
  });

  it("keeps households by name, and takes the later points of each", () => {
    const one = withTotals(model, { ...SNAPSHOT, relief: [points("h002", 5), points("h001", 7)] });
    const two = withTotals(one, { ...SNAPSHOT, relief: [points("h002", 9)] });
    expect([...two.relief.values()].map((row) => [row.household, row.milliPoints])).toEqual([
      ["h001", 7],
      ["h002", 9],
    ]);
  });

  it("begins anew with a new year", () => {
    const old = withTotals(model, { ...SNAPSHOT, relief: [points("h001", 7)] });
    const next = withTotals(old, { ...SNAPSHOT, year: 2027, relief: [points("h002", 1)] });
    expect([...next.relief.keys()]).toEqual(["h002"]);
  });
});
