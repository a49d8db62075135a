import { describe, expect, it } from "vitest";
import { Grams } from "#contract/units.ts";
import { at } from "../sample-station.ts";
import { LISTED } from "../year-review.ts";
import { AFTER_CUT_OFF, bedOfSlips } from "./slip-bed.ts";
import { type OpenStore, weigh } from "./testbed.ts";

/** What becomes of a deposit after people entered it by hand. */
export function promisesOfEnteredDeposits(open: OpenStore): void {
  const { bed, enter, correct, close, credits, points } = bedOfSlips(open);

  describe("what was entered by hand", () => {
    it("is corrected like any deposit, and moves to another household", async () => {
      await bed.act("household-add", { household: "h002", members: 4 });
      await bed.record(bed.station.drop(weigh(1_000)));
      await enter("17");
      const before = await bed.store.balances();
      for (const change of [
        { net: Grams(5_000) },
        { household: "h002" },
        { stream: "aluminium" },
      ]) {
        expect(await correct("17", change)).toBeNull();
      }
      expect([await credits(), await credits("h002")]).toEqual([40, 1_250]);
      const back = { net: Grams(4_320), household: "h001", stream: "plastic" };
      expect(await correct("17", back)).toBeNull();
      expect(await bed.store.balances()).toEqual(before);
    });

    it("counts for nothing once it is struck out, and comes back", async () => {
      await enter("17");
      const before = await bed.store.balances();
      expect(await correct("17", { strikeOut: true })).toBeNull();
      expect(await bed.store.balances()).toEqual([]);
      expect(await correct("17", {})).toBeNull();
      expect(await bed.store.balances()).toEqual(before);
    });

    it.each([
      ["cannot-correct", "17", {}],
      ["cannot-correct", "17", { weighedOn: "2026-11-19" }],
      ["no-such-deposit", "18", { net: Grams(1_000) }],
    ])("is not corrected: %s", async (code, slip, change) => {
      await enter("17");
      expect(await correct(slip, change)).toBe(code);
    });

    it("is explained with its slip, its two people and its corrections", async () => {
      await enter("A17", { approver: "basma" });
      await correct("A17", { grade: "B" });
      const told = await bed.store.explain("beitillo-01/manual/a17");
      const by = { actor: "test", singlePerson: true };
      expect(told).toMatchObject({
        value: {
          deposit: "beitillo/beitillo-01/manual/A17",
          steps: [
            {
              ...{ ...by, what: "entered", slip: "A17", approver: "basma" },
              ...{ reason: "the station was down", date: "2026-11-20", credited: 173 },
              month: { before: { a: 0 }, after: { a: 4_320 }, creditAfter: 173 },
            },
            { ...by, what: "corrected", slip: null, reason: "read it again", grade: "B" },
          ],
        },
      });
    });

    it("bears its slip in the books", async () => {
      await enter("17");
      await correct("17", { strikeOut: true });
      const told: object[] = [];
      for await (const { description, tags } of bed.store.ledgerEntries()) {
        told.push({ description, tags });
      }
      const deposit = "beitillo/beitillo-01/manual/17";
      const tags = { deposit, manual: "17", weighed: "2026-11-20", approved: "single-person" };
      expect(told).toMatchObject([
        { description: "deposit entered", tags: { ...tags, reason: "the station was down" } },
        { description: "deposit struck out", tags: { deposit, reason: "read it again" } },
      ]);
    });

    it("is looked at before its year is closed, as it counts by now", async () => {
      for (let slip = 1; slip <= LISTED + 1; slip += 1)
        await enter(`${slip}`, { approver: "basma" });
      await enter("old", { on: "2025-12-31" });
      await correct("1", { strikeOut: true });
      const { entered } = await bed.store.reviewOf(2026);
      expect([entered.count, entered.first.length]).toEqual([LISTED + 1, LISTED]);
      expect(entered.first.slice(0, 2)).toMatchObject([
        { slip: "1", reasons: ["struck-out"], holder: "household:h001", approver: "basma" },
        { slip: "2", reasons: [], date: "2026-11-20", net: 4_320 },
      ]);
      expect((await bed.store.reviewOf(2025)).entered).toMatchObject({ count: 1 });
    });

    it("counts for the year whose cut-off its entering met", async () => {
      const lastDay = at("2027-03-31T20:59:59.000Z");
      expect(await enter("1", { net: 1_000 }, lastDay)).toBeNull();
      expect(await enter("2", { net: 1_000 }, at("2027-03-31T21:00:00.000Z"))).toBeNull();
      expect([await credits(), await points(2026), await points(2027)]).toEqual([80, 4_000, 4_000]);
    });

    it("changes nothing of a closed year", async () => {
      await enter("1");
      expect(await close(2026)).toBeNull();
      const frozen = await bed.store.reliefYear(2026, { view: "frozen" });
      expect(await enter("2", { net: 1_000 }, AFTER_CUT_OFF)).toBeNull();
      expect(await correct("1", { strikeOut: true }, AFTER_CUT_OFF)).toBeNull();
      expect(await bed.store.reliefYear(2026, { view: "frozen" })).toEqual(frozen);
      expect([await points(2026), await points(2027)]).toEqual([17_280, 4_000 - 17_280]);
    });
  });

  describe("what only people can vouch for", () => {
    it("is corrected to nothing, and again", async () => {
      await enter("17");
      expect(await correct("17", { net: Grams(0) })).toBeNull();
      expect(await credits()).toBe(0);
      expect(await correct("17", { net: Grams(1_000) })).toBeNull();
      expect(await credits()).toBe(40);
    });

    it("is decided twice, also where nothing of it could be read", async () => {
      const entry = bed.station.entry({ data: { net: Grams(0) } });
      const [outcome] = await bed.record(bed.station.page([entry]));
      expect(outcome).toMatchObject({ seq: 1, outcome: "refused" });
      const say = (correction: object) =>
        bed.act("deposit-correct", {
          ...{ deposit: "beitillo-01/1/1", reason: "the paper roll says so" },
          correction: { strikeOut: false, ...correction },
        });
      const all = { stream: "plastic", household: "h001", weighedOn: "2026-11-22" };
      expect(await say({ ...all, net: Grams(1_000) })).toBeNull();
      expect(await say({ net: Grams(2_000) })).toBeNull();
      expect(await credits()).toBe(80);
    });
  });
}
