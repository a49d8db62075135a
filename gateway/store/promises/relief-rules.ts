import { expect, it } from "vitest";
import { DEFAULT_RULE } from "../../relief/rules.ts";
import { at, card } from "../sample-station.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

/** Not the usual curve: half of the fee at ten points. */
const STEEP = {
  ...DEFAULT_RULE,
  id: "steep",
  validFrom: 2026,
  curve: [{ points: 10, percent: 50 }],
};

export function promisesOfReliefRules(open: OpenStore): void {
  const bed = testbed(open);
  const publish = (differing: object = {}) =>
    bed.act("relief-rule-publish", { rule: { ...STEEP, ...differing } });
  const drop = (net: number, more: object = {}) => bed.record(bed.station.drop(weigh(net, more)));
  const rows = (year = 2026) => bed.store.reliefTotals(year);

  it("gives a year's percent by the rule that is in force in it", async () => {
    await drop(4_320);
    expect(await rows()).toMatchObject([{ compared: 17, basisPoints: 0 }]);
    expect(await publish()).toBeNull();
    expect(await rows()).toMatchObject([{ compared: 17, basisPoints: 5_000 }]);
    const other = { id: "mild", validFrom: 2027, curve: [{ points: 10, percent: 5 }] };
    expect(await publish(other)).toBeNull();
    expect(await rows()).toMatchObject([{ basisPoints: 5_000 }]);
  });

  it.each([
    ["household", 2, 17],
    ["household", 9, 17],
    ["head", 2, 41], // 17.28 x 4.8 / 2
    ["head", 9, 9], // 9.2: below the first step
  ])("compares points per %s of %i in December: %i", async (basis, members, compared) => {
    await publish({ basis });
    await drop(4_320);
    await bed.act("household-resize", { household: "h001", members });
    const basisPoints = compared < 10 ? 0 : 5_000;
    expect(await rows()).toMatchObject([{ points: 17_280, compared, basisPoints }]);
  });

  it("says of every household what its statement says", async () => {
    await publish({
      basis: "head",
      curve: DEFAULT_RULE.curve.map((it) => ({ ...it, points: 1 + it.points / 100 })),
    });
    await bed.act("household-add", { household: "h002", members: 3 });
    await bed.act("card-issue", { household: "h002", card: card("card-2") });
    await drop(4_320);
    await drop(2_500, { card: card("card-2") });
    const { statements } = await bed.store.reliefYear(2026);
    const told = statements.map(({ household, milliPoints, points, basisPoints }) => ({
      household,
      ...{ points: milliPoints, compared: points, basisPoints },
    }));
    expect(await rows()).toMatchObject(told);
    expect(told.every(({ basisPoints }) => basisPoints > 1_000)).toBe(true);
  });

  it("lists a household also for a year before it was enrolled", async () => {
    await bed.act(
      "household-add",
      { household: "h002", members: 3 },
      at("2026-11-22T08:00:00.000Z"),
    );
    expect(await rows(2025)).toMatchObject([
      { household: "h001" },
      { household: "h002", points: 0 },
    ]);
  });
}
