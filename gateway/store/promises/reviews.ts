import { expect, it } from "vitest";
import { type EpochMs, Grams } from "#contract/units.ts";
import { DEFAULT_RULE } from "../../relief/rules.ts";
import { at, card, plastic } from "../sample-station.ts";
import { LISTED } from "../year-review.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

/** What comes after New Year's Day has missed the year. */
const AT_ONCE = { ...DEFAULT_RULE, id: "at-once", validFrom: 2026, cutOff: "01-01" };

export function promisesOfReviews(open: OpenStore): void {
  const bed = testbed(open);
  const drop = (net: number, more: object = {}) => bed.record(bed.station.drop(weigh(net, more)));
  const review = (year = 2026) => bed.store.reviewOf(year);
  const NOTHING = { count: 0, first: [] };

  it("is empty where all is well", async () => {
    await drop(1_000);
    const waiting = { held: NOTHING, disputed: NOTHING, late: NOTHING };
    const without = { unverified: NOTHING, entered: NOTHING, unclaimed: NOTHING };
    expect(await review()).toEqual({ ...waiting, ...without });
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

  it("has what is disputed and weighed in the year, as it is now, until that is settled", async () => {
    await drop(1_000);
    const deposit = "beitillo/beitillo-01/1/1";
    await bed.act("deposit-dispute", { deposit, reason: "it was more" });
    const bag = { stream: "plastic", net: 1_000 };
    const { disputed } = await review();
    expect(disputed).toMatchObject({ count: 1, first: [{ deposit, reason: "it was more", bag }] });
    expect((await review(2025)).disputed).toEqual(NOTHING);
    await bed.act("dispute-dismiss", { deposit, reason: "it was right" });
    expect((await review()).disputed).toEqual(NOTHING);
  });

  it("has what is disputed and of no known time, in any year", async () => {
    const boot = "0192f0c4-2222-4222-8333-444455556666"; // of which no clock is known
    await bed.record(bed.station.drop({ ...weigh(1_000), boot, clock: "unset" }));
    await bed.act("deposit-dispute", { deposit: "beitillo-01/1/1", reason: "it was more" });
    const counts = await Promise.all(
      [2025, 2026].map(async (year) => (await review(year)).disputed.count),
    );
    expect(counts).toEqual([1, 1]);
  });

  it("has what came after the year's cut-off, and not what people struck out", async () => {
    await bed.act("relief-rule-publish", { rule: AT_ONCE });
    const weighed = at("2026-12-30T08:00:00.000Z");
    const come = (receivedAt: EpochMs) =>
      bed.record(
        bed.station.page([bed.station.entry({ at: weighed, ...weigh(1_000) })], { receivedAt }),
      );
    await come(at("2026-12-31T08:00:00.000Z"));
    for (const day of ["05", "06"]) await come(at(`2027-01-${day}T08:00:00.000Z`));
    const [two, three] = [2, 3].map((seq) => `beitillo/beitillo-01/1/${seq}`);
    const known = { date: "2026-12-30", bag: { stream: "plastic", net: 1_000 }, reliefYear: 2027 };
    const both = [two, three].map((deposit) => ({ deposit, ...known }));
    expect((await review()).late).toEqual({ count: 2, first: both });
    expect((await review(2027)).late).toEqual(NOTHING);
    const correct = (seq: number, correction: object) =>
      bed.act("deposit-correct", { deposit: `beitillo-01/1/${seq}`, reason: "x", correction });
    await correct(2, { strikeOut: true });
    await correct(3, { strikeOut: false, net: Grams(1_200) });
    const now = { ...known, deposit: three, bag: { stream: "plastic", net: 1_200 } };
    expect((await review()).late).toEqual({ count: 1, first: [now] });
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
