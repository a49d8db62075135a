import { beforeEach, describe, expect, it } from "vitest";
import { type EpochMs, MinorUnits } from "#contract/units.ts";
import { at, card } from "../sample-station.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

/** The bags of h001 are weighed on 2026-11-22. */
const TOO_EARLY = at("2028-02-21T12:00:00.000Z");
const LATER = at("2028-02-22T12:00:00.000Z");

export function promisesOfExpiry(open: OpenStore): void {
  const bed = testbed(open);
  const decision = { number: "3/2028", date: "2028-02-20" };
  const expire = (amount: number, { household = "h001", time = LATER } = {}) =>
    bed.act(
      "credits-expire",
      { decision, amounts: [{ household, amount: MinorUnits(amount) }] },
      time,
    );
  const undo = (expiry: number) =>
    bed.act("expiry-undo", { expiry, reason: "the family was abroad" }, LATER);
  const correct = (seq: number, change: object, time = LATER) =>
    bed.act(
      "deposit-correct",
      {
        deposit: `beitillo/beitillo-01/1/${seq}`,
        correction: { strikeOut: false, ...change },
        reason: "looked at again",
      },
      time,
    );
  const strikeOut = (seq: number) => correct(seq, { strikeOut: true });
  const purse = async () => [
    await bed.balanceOf("household:h001"),
    await bed.balanceOf("expiry:h001"),
    await bed.balanceOf("owed:h001"),
  ];
  const record = (when: EpochMs, bag: object) => {
    const entry = bed.station.entry({ at: when, ...bag });
    return bed.record(bed.station.page([entry], { receivedAt: when }));
  };
  const last = () => bed.store.lastPosition();

  // 2.00 and 0.40 QAM.
  beforeEach(async () => {
    for (const net of [5_000, 1_000]) await bed.record(bed.station.drop(weigh(net)));
  });

  describe("an expiry", () => {
    it("takes what is listed, after 15 months without a bag or a payment", async () => {
      expect(await expire(100, { time: TOO_EARLY })).toBe("still-active");
      expect(await expire(100)).toBeNull();
      expect(await purse()).toEqual([140, 100, 0]);
    });

    it.each([
      ["too-little", 241, "h001"],
      ["no-amount", 0, "h001"],
      ["no-such-household", 100, "h999"],
    ])("is refused with %s, and changes nothing", async (code, amount, household) => {
      const before = await last();
      expect(await expire(amount, { household })).toBe(code);
      expect(await last()).toBe(before);
    });

    it("takes from all that are listed, or from none", async () => {
      const amounts = [
        { household: "h001", amount: MinorUnits(100) },
        { household: "h001", amount: MinorUnits(100) },
      ];
      expect(await bed.act("credits-expire", { decision, amounts }, LATER)).toBe("doubled");
      expect(await purse()).toEqual([240, 0, 0]);
    });

    it("is refused while a payment is recent", async () => {
      await bed.act("producer-enrol", { producer: "bakery" });
      const sale = { household: "h001", producer: "bakery", amount: 40, reference: "1" };
      await bed.act("payment-record", sale, at("2026-11-23T12:00:00.000Z"));
      expect(await expire(100)).toBe("still-active");
    });

    it.each([
      ["that is held", weigh(11_000)],
      ["of a card that was claimed later", { data: { ...weigh(1_000).data, card: card("new") } }],
    ])("is refused while a bag %s is recent", async (_, bag) => {
      const when = at("2027-01-10T08:00:00.000Z");
      await record(when, bag);
      await bed.act("card-issue", { household: "h001", card: card("new") }, LATER);
      expect(await expire(100)).toBe("still-active");
    });

    it("is refused for a household that people gave a recent bag", async () => {
      await bed.act("household-add", { household: "h002", members: 3 });
      const when = at("2027-01-10T08:00:00.000Z");
      const bag = { ...weigh(1_000).data, card: card("other") };
      await record(when, { data: bag });
      await correct(3, { household: "h001" });
      expect(await expire(100)).toBe("still-active");
    });

    it("is listed with whom it may concern", async () => {
      expect(await bed.store.idleHouseholds("2028-02-21")).toEqual([]);
      const idle = { household: "h001", balance: 240, lastActive: "2026-11-22" };
      expect(await bed.store.idleHouseholds("2028-02-22")).toEqual([idle]);
      await expire(240);
      expect(await bed.store.idleHouseholds("2028-02-22")).toEqual([]);
    });
  });

  describe("undoing it", () => {
    it("gives everything back", async () => {
      const before = await bed.store.balances();
      await expire(100);
      expect(await undo(await last())).toBeNull();
      expect(await bed.store.balances()).toEqual(before);
    });

    it("is done once, and of nothing else", async () => {
      await expire(100);
      const expiry = await last();
      expect(await undo(expiry - 1)).toBe("no-such-expiry");
      await undo(expiry);
      expect(await undo(expiry)).toBe("no-such-expiry");
    });

    it("leaves to the other expiries what they took", async () => {
      await expire(100);
      const first = await last();
      await expire(140);
      await strikeOut(2);
      expect(await purse()).toEqual([0, 200, 0]);
      await undo(first);
      expect(await purse()).toEqual([100, 100, 0]);
    });
  });

  describe("a correction after it", () => {
    it("takes from what expired, then from the balance, before it makes a debt", async () => {
      await expire(30);
      await strikeOut(2);
      expect(await purse()).toEqual([200, 0, 0]);
      await bed.act("producer-enrol", { producer: "bakery" });
      const sale = { household: "h001", producer: "bakery", amount: 150, reference: "1" };
      await bed.act("payment-record", sale, LATER);
      await correct(1, { stream: "residual" });
      expect(await purse()).toEqual([0, 0, -150]);
    });

    it("and its undoing restore every balance", async () => {
      await bed.act("producer-enrol", { producer: "bakery" });
      const sale = { household: "h001", producer: "bakery", amount: 150, reference: "1" };
      await bed.act("payment-record", sale);
      await expire(80);
      const before = await bed.store.balances();
      await strikeOut(1);
      expect(await purse()).toEqual([0, 0, -110]);
      await correct(1, {});
      expect(await bed.store.balances()).toEqual(before);
    });

    it("leaves later bags to the household", async () => {
      await expire(240);
      await strikeOut(2);
      await record(LATER, weigh(1_000));
      expect(await purse()).toEqual([40, 200, 0]);
    });

    it("of a later bag leaves what expired as it is", async () => {
      await expire(200);
      await record(LATER, weigh(2_000));
      await strikeOut(3);
      expect(await purse()).toEqual([40, 200, 0]);
    });
  });
}
