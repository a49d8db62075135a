import { describe, expect, it } from "vitest";
import { Grams, MinorUnits } from "#contract/units.ts";
import type { FeeAccount } from "../../journal/fee-account.ts";
import { DEFAULT_RULE } from "../../relief/rules.ts";
import { digestOfYear } from "../digest-of-year.ts";
import { at, card } from "../sample-station.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

const AFTER_CUT_OFF = at("2027-04-10T08:00:00.000Z");
const LATER = at("2027-06-01T08:00:00.000Z");

const account = (differing: Partial<FeeAccount> = {}): FeeAccount => ({
  ...{ account: "FA-1", property: "House 1", customer: "E-1", households: ["h001"], served: 2 },
  ...{ feeMinorUnits: MinorUnits(12_000), arrearsMinorUnits: MinorUnits(0) },
  ...differing,
});

export function promisesOfReliefYears(open: OpenStore): void {
  const bed = testbed(open);
  const rule = {
    ...DEFAULT_RULE,
    ...{ id: "generous", validFrom: 2026, curve: [{ points: 10, percent: 10 }] },
  };
  const publish = () => bed.act("relief-rule-publish", { rule });
  const charge = (feeMinorUnits: number | null, time = AFTER_CUT_OFF) => {
    const fee = feeMinorUnits === null ? null : MinorUnits(feeMinorUnits);
    const accounts = [account({ feeMinorUnits: fee })];
    return bed.act("fee-accounts-import", { feeYear: 2027, on: "2026-01-01", accounts }, time);
  };
  const close = async (year = 2026, time = AFTER_CUT_OFF, digest?: string) => {
    const draft = digest ?? digestOfYear(await bed.store.reliefYear(year));
    const decision = { number: "3/2027", date: "2027-04-05" };
    return bed.act("year-close", { year, decision, digest: draft, signature: "signed" }, time);
  };
  const correct = (seq: number, correction: object, time = LATER) =>
    bed.act(
      "deposit-correct",
      {
        deposit: `beitillo-01/1/${seq}`,
        reason: "x",
        correction: { strikeOut: false, ...correction },
      },
      time,
    );
  const statement = async (year = 2026, view: "now" | "frozen" = "now") =>
    (await bed.store.reliefYear(year, { household: "h001", view })).statements[0];
  const relief = (year = 2026) => bed.balanceOf(`household:h001:relief:${year}`, "ILS/2");
  const points = (year = 2026) => bed.balanceOf(`household:h001:relief:${year}`, "RLF/3");
  const drop = (net: number, more: object = {}) => bed.record(bed.station.drop(weigh(net, more)));

  describe("an open year", () => {
    it("is told from grams to shekels, and ties to the ledger", async () => {
      await publish();
      await charge(12_000);
      for (const net of [4_320, 400, 8_020]) await drop(net);
      const told = await statement();
      expect(told).toMatchObject({
        state: "open",
        rule: "generous",
        points: 49,
        basisPoints: 1_000,
      });
      expect(told).toMatchObject({ milliPoints: await points(), reliefMinorUnits: 600 });
      expect(told?.lines).toMatchObject([
        { recordedGrams: 12_740, gramsA: 12_340, tariff: "tariff-1" },
      ]);
      expect(await relief()).toBe(0); // posted when it is closed
      expect(told?.singlePerson).toEqual(["generous", "tariff-1"]);
    });

    it.each([
      ["year-open", 2026, at("2027-03-31T20:59:59.000Z")],
      ["earlier-year-open", 2027, at("2028-04-10T08:00:00.000Z")],
    ])("cannot be closed yet: %s", async (code, year, time) => {
      await drop(1_000);
      expect(await close(year, time)).toBe(code);
    });

    it("cannot be closed on another draft than it is", async () => {
      const seen = digestOfYear(await bed.store.reliefYear(2026));
      await drop(1_000);
      expect(await close(2026, AFTER_CUT_OFF, seen)).toBe("draft-changed");
    });

    it("takes no rule that would decide its deposits anew", async () => {
      await drop(1_000);
      const strict = { ...rule, verifiedScaleDemanded: true };
      expect(await bed.act("relief-rule-publish", { rule: strict })).toBe("relief-rule-too-late");
      expect(await publish()).toBeNull();
    });
  });

  describe("a closed year", () => {
    const closeOne = async () => {
      await publish();
      await charge(12_000);
      await drop(5_000);
      await drop(6_000);
      const before = await bed.store.reliefYear(2026);
      expect(await close()).toBeNull();
      return before;
    };
    const frozen = async () => JSON.stringify(await bed.store.reliefYear(2026, { view: "frozen" }));

    it("posts its relief, is closed once, and stays the same to the byte", async () => {
      await closeOne();
      expect(await relief()).toBe(600);
      expect(await close()).toBe("year-closed");
      const was = await frozen();
      await correct(1, { net: Grams(9_000) });
      await correct(2, { strikeOut: true });
      await bed.act("household-add", { household: "h002", members: 9 }, LATER);
      await bed.act("household-resize", { household: "h001", members: 9 }, LATER);
      await bed.act(
        "household-move",
        { household: "h001", account: null, on: "2027-03-01" },
        LATER,
      );
      await bed.act("card-issue", { household: "h001", card: card("new") }, LATER);
      await charge(20_000, LATER);
      expect(await frozen()).toBe(was);
    });

    it("tells later differences in the next, and the sum stays what the months are worth", async () => {
      await closeOne();
      expect(await correct(1, { net: Grams(6_000) })).toBeNull();
      expect([await points(2026), await points(2027)]).toEqual([44_000, 4_000]);
      expect((await statement(2027))?.lines).toMatchObject([{ late: true, milliPoints: 4_000 }]);
      expect(await correct(1, { strikeOut: true })).toBeNull();
      expect([await points(2026), await points(2027)]).toEqual([44_000, -20_000]);
      expect(await statement(2027)).toMatchObject({ milliPoints: -20_000, points: 0 });
      expect(await bed.balanceOf("household:h001")).toBe(240);
    });

    it("carries points below zero into the year after", async () => {
      await closeOne();
      await correct(1, { strikeOut: true });
      expect(await close(2027, at("2028-04-10T08:00:00.000Z"))).toBeNull();
      expect([await points(2027), await points(2028)]).toEqual([0, -20_000]);
      expect(await statement(2028)).toMatchObject({ carriedMilliPoints: -20_000, points: 0 });
    });

    it("is followed by the next and no other, so that what is carried is never passed over", async () => {
      await closeOne();
      await correct(1, { strikeOut: true });
      const spring = (year: number) => at(`${year + 1}-04-10T08:00:00.000Z`);
      expect(await close(2027, spring(2027))).toBeNull();
      expect(await close(2029, spring(2029))).toBe("earlier-year-open");
      expect(await close(2025, spring(2029))).toBe("later-year-closed");
      expect(await close(2028, spring(2028))).toBeNull();
      expect([await points(2028), await points(2029)]).toEqual([0, -20_000]);
    });

    it("stays the same where the gateway's clock is set back behind its cut-off", async () => {
      await closeOne();
      const was = await frozen();
      const back = at("2027-03-01T08:00:00.000Z");
      expect(await correct(1, { net: Grams(6_000) }, back)).toBeNull();
      expect(await frozen()).toBe(was);
      expect(await points(2027)).toBe(4_000);
    });

    it("lets its shekels follow the fee charged", async () => {
      await closeOne();
      await charge(20_000, LATER);
      expect(await relief()).toBe(1_000);
      expect(await statement()).toMatchObject({ reliefMinorUnits: 1_000 });
      expect(await statement(2026, "frozen")).toMatchObject({ reliefMinorUnits: 600 });
      await charge(null, LATER);
      expect(await relief()).toBe(0);
    });

    it.each([400, 600, 3_000])(
      "can have a deposit of an unclaimed card corrected to %i g, and the card claimed then",
      async (net) => {
        await drop(2_000, { card: card("new") });
        await closeOne();
        expect(await correct(1, { net: Grams(net) })).toBeNull();
        await bed.act("card-issue", { household: "h001", card: card("new") }, LATER);
        const worth = net < 500 ? 0 : (net * 40) / 1_000;
        expect(await bed.balanceOf("household:h001")).toBe(440 + worth);
        expect([await points(2026), await points(2027)]).toEqual([44_000, 0]);
        expect(await correct(1, { strikeOut: true })).toBeNull();
        expect(await bed.balanceOf("household:h001")).toBe(440);
        expect([await points(2026), await points(2027)]).toEqual([44_000, 0]);
      },
    );

    it("gives a card that is claimed later its credit, told in the year then open", async () => {
      await drop(2_000, { card: card("new") });
      await closeOne();
      const was = await frozen();
      await bed.act("card-issue", { household: "h001", card: card("new") }, LATER);
      expect(await bed.balanceOf("household:h001")).toBe(520);
      expect(await points(2027)).toBe(0);
      expect(await correct(1, { net: Grams(3_000) })).toBeNull();
      expect(await bed.balanceOf("household:h001")).toBe(560);
      expect(await frozen()).toBe(was);
    });
  });
}
