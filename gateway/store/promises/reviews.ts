import { expect, it } from "vitest";
import { DEFAULT_RULE } from "../../relief/rules.ts";
import { at, card, plastic } from "../sample-station.ts";
import { LISTED } from "../year-review.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

export function promisesOfReviews(open: OpenStore): void {
  const bed = testbed(open);
  const drop = (net: number, more: object = {}) => bed.record(bed.station.drop(weigh(net, more)));
  const review = (year = 2026) => bed.store.reviewOf(year);
  const NOTHING = { count: 0, first: [] };

  it("is empty where all is well", async () => {
    await drop(1_000);
    expect(await review()).toEqual({
      ...{ held: NOTHING, unverified: NOTHING, entered: NOTHING, unclaimed: NOTHING },
    });
  });

  it("has what was weighed in the year and waits for a person", async () => {
    await drop(11_000); // above the maximum
    await drop(1_000);
    const { held } = await review();
    expect(held).toMatchObject({ count: 1, first: [{ seq: 1, outcome: "held", net: 11_000 }] });
    expect((await review(2025)).held).toEqual(NOTHING);
  });

  it("has what waits for a clock, in any year: nobody knows yet whose it is", async () => {
    const boot = "0192f0c4-2222-4222-8333-444455556666"; // of which no clock is known
    await bed.record(bed.station.drop({ ...weigh(1_000), boot, clock: "unset" }));
    const counts = await Promise.all([2025, 2026].map(async (year) => (await review(year)).held));
    expect(counts).toMatchObject([{ count: 1 }, { count: 1 }]);
  });

  it("has what an unverified scale weighed, where the rule demands a verified one", async () => {
    const unverified = { scale: { ...plastic(1_000).scale, verified: false } };
    const rule = { ...DEFAULT_RULE, id: "strict", validFrom: 2026, verifiedScaleDemanded: true };
    await bed.act("relief-rule-publish", { rule });
    await drop(1_000);
    await drop(2_000, unverified);
    const { unverified: found } = await review();
    expect(found).toMatchObject({ count: 1, first: [{ seq: 2, points: 0 }] });
  });

  it("counts all cards without a household, and names the first", async () => {
    for (let index = 0; index <= LISTED; index += 1) {
      await drop(1_000, { card: card(`stray-${String(index).padStart(2, "0")}`) });
    }
    const { unclaimed } = await review();
    expect([unclaimed.count, unclaimed.first.length]).toEqual([LISTED + 1, LISTED]);
    expect(unclaimed.first[0]).toEqual({ card: card("stray-00"), points: 4_000 });
    await bed.act(
      "card-issue",
      { household: "h001", card: card("stray-00") },
      at("2026-11-23T08:00:00.000Z"),
    );
    expect((await review()).unclaimed.count).toBe(LISTED);
  });
}
