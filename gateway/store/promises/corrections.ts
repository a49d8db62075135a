import { describe, expect, it } from "vitest";
import { Grams } from "#contract/units.ts";
import type { Correction } from "../../journal/correction.ts";
import { at, card } from "../sample-station.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

export function promisesOfCorrections(open: OpenStore): void {
  const bed = testbed(open);
  const id = (seq: number) => `beitillo/beitillo-01/1/${seq}`;
  const correct = (seq: number, change: Partial<Correction>) =>
    bed.act("deposit-correct", {
      deposit: id(seq),
      correction: { strikeOut: false, ...change },
      reason: "looked at again",
    });
  const strikeOut = (seq: number) => correct(seq, { strikeOut: true });
  const drop = (net: number, more: object = {}) => bed.record(bed.station.drop(weigh(net, more)));
  const points = () => bed.balanceOf("household:h001:relief:2026", "RLF/3");

  describe("a correction", () => {
    it.each([
      ["of the weight", { net: Grams(5_000) }, 40 + 200, 24_000],
      ["of the grade", { grade: "B" as const }, 40 + 134, 17_403],
      ["to a grade that earns nothing", { grade: "C" as const }, 40, 4_000],
      ["below the minimum", { net: Grams(400) }, 40, 4_000],
      ["of the stream", { stream: "residual" }, 40, 4_000],
      [
        "above what a drop may weigh, as people have looked",
        { net: Grams(12_000) },
        40 + 480,
        52_000,
      ],
      ["that strikes it out", { strikeOut: true }, 40, 4_000],
    ])("%s posts the difference to the month", async (_, change, credits, milliPoints) => {
      await drop(5_001);
      await drop(1_000);
      expect(await correct(1, change)).toBeNull();
      expect(await bed.balanceOf("household:h001")).toBe(credits);
      expect(await points()).toBe(milliPoints);
    });

    it("and its undoing restore every balance", async () => {
      for (const net of [5_005, 1_003, 9_999, 9_999]) await drop(net);
      const before = await bed.store.balances();
      for (const change of [
        { grade: "B" as const },
        { net: Grams(700) },
        { stream: "aluminium" },
      ]) {
        expect(await correct(2, change)).toBeNull();
      }
      expect(await bed.store.balances()).not.toEqual(before);
      const back = { grade: "A" as const, net: Grams(1_003), stream: "plastic" };
      expect(await correct(2, back)).toBeNull();
      expect(await strikeOut(3)).toBeNull();
      expect(await correct(3, {})).toBeNull();
      expect(await bed.store.balances()).toEqual(before);
    });

    it("moves a deposit to another household, grams and all", async () => {
      await bed.act("household-add", { household: "h002", members: 4 });
      await drop(2_000);
      expect(await correct(1, { household: "h002" })).toBeNull();
      expect(await bed.balanceOf("household:h001")).toBe(0);
      expect(await bed.balanceOf("household:h002")).toBe(80);
      expect(await bed.balanceOf("household:h002", "G/0:plastic")).toBe(-2_000);
      expect((await bed.store.household("h001"))?.months).toEqual([]);
    });

    it("leaves the receipt as it was given", async () => {
      const page = bed.station.drop(weigh(2_000));
      await bed.record(page);
      await strikeOut(1);
      expect((await bed.record(page))[0]).toMatchObject({ credited: 80, balance: 0, repeat: true });
    });

    it.each([
      ["cannot-correct", 1, {}],
      ["cannot-correct", 1, { net: Grams(2_000) }],
      ["cannot-correct", 1, { weighedOn: "2026-11-21" }],
      ["no-such-household", 1, { household: "h009" }],
      ["no-such-deposit", 2, { net: Grams(2_000) }],
    ])("is refused as %s", async (code, seq, change) => {
      await drop(2_000);
      expect(await correct(seq, change)).toBe(code);
    });

    it("takes two people once there are two, and never the same one twice", async () => {
      await drop(2_000);
      const by = (actor: string, approver: string | null) =>
        bed.act("deposit-correct", {
          ...{ actor, approver, deposit: id(1), reason: "struck" },
          correction: { strikeOut: true },
        });
      expect(await by("amal", "Amal ")).toBe("same-person");
      for (const person of ["amal", "basma"]) await bed.act("person-add", { person });
      expect(await by("amal", null)).toBe("no-approver");
      expect(await by("amal", "carim")).toBe("no-such-person");
      expect(await by("amal", "basma")).toBeNull();
    });
  });

  describe("what is held", () => {
    it("is released, and counts in the month in which it was weighed", async () => {
      const page = bed.station.drop(weigh(11_000));
      expect((await bed.record(page))[0]).toMatchObject({ outcome: "held", credited: null });
      expect(await correct(1, {})).toBeNull();
      expect(await bed.store.heldDeposits()).toEqual([]);
      expect((await bed.record(page))[0]).toMatchObject({
        ...{ outcome: "posted", reasons: [], credited: 440, balance: 440, repeat: true },
      });
    });

    it("is struck out, earns nothing and leaves no grams", async () => {
      const page = bed.station.drop(weigh(11_000));
      await bed.record(page);
      expect(await strikeOut(1)).toBeNull();
      expect(await strikeOut(1)).toBe("cannot-correct");
      const [again] = await bed.record(page);
      expect(again).toMatchObject({ outcome: "posted", reasons: ["struck-out"] });
      expect(again).toMatchObject({ credited: 0, points: 0 });
      expect(await bed.store.balances()).toEqual([]);
    });

    it("for want of a clock is dated by people, between its neighbours", async () => {
      const unset = { clock: "unset" as const, boot: "0192f0c4-9111-4222-8333-444455556666" };
      await bed.record(bed.station.drop({ at: at("2026-11-20T08:00:00.000Z"), ...weigh(1_000) }));
      const sent = { boot: unset.boot, clock: "unset" as const };
      const page = bed.station.page([bed.station.entry({ ...unset, ...weigh(1_000) })], { sent });
      await bed.record(page);
      expect(await correct(2, {})).toBe("cannot-correct");
      expect(await correct(2, { weighedOn: "2026-11-19" })).toBe("cannot-correct");
      expect(await correct(2, { weighedOn: "2026-11-23" })).toBe("cannot-correct");
      expect(await correct(2, { weighedOn: "2026-11-21" })).toBeNull();
      const [row] = await bed.store.recentDeposits(1);
      expect(row).toMatchObject({ date: "2026-11-21", credited: 40 });
    });

    it("for want of a card needs a household", async () => {
      const manual = { card: null, capture: "manual", scale: null, attendant: card("att") };
      await drop(1_000, manual);
      expect(await correct(1, {})).toBe("cannot-correct");
      expect(await correct(1, { household: "h001" })).toBeNull();
      expect(await bed.balanceOf("household:h001")).toBe(40);
    });

    it("lies in quarantine beside the one that took its id, until people decide", async () => {
      const entry = bed.station.entry(weigh(1_000));
      const other = { ...entry, data: weigh(2_000).data };
      await bed.record(bed.station.page([entry]));
      const page = bed.station.page([other]);
      const [conflict] = await bed.record(page);
      expect(conflict).toMatchObject({ outcome: "conflict" });
      const twin = `${id(1)}/${conflict?.hash}`;
      const [aside] = await bed.store.setAside();
      expect(aside).toMatchObject({ seq: 1, reasons: ["conflict"], decided: false });
      expect(aside?.hash).toBe(conflict?.hash);
      const decide = (correction: object) =>
        bed.act("deposit-correct", { deposit: twin, correction, reason: "a second bag" });
      expect(await decide({ strikeOut: false })).toBe("cannot-correct");
      expect(await decide({ strikeOut: false, weighedOn: "2026-11-22" })).toBeNull();
      expect(await bed.balanceOf("household:h001")).toBe(120);
      expect(await bed.store.setAside()).toMatchObject([{ decided: true }]);
      expect(await decide({ strikeOut: true })).toBeNull();
      expect(await bed.balanceOf("household:h001")).toBe(40);
      expect((await bed.record(page))[0]).toMatchObject({ outcome: "conflict", repeat: true });
    });
  });

  describe("a card claimed after its deposit was corrected", () => {
    it.each([true, false])("gives what it gives if it is claimed before (%s)", async (early) => {
      const claim = () => bed.act("card-issue", { household: "h001", card: card("new") });
      const other = { card: card("new") };
      if (early) await claim();
      await drop(2_000, other);
      await drop(3_000, other);
      if (!early) await correct(1, { net: Grams(2_500) });
      if (!early) await claim();
      if (early) await correct(1, { net: Grams(2_500) });
      await strikeOut(2);
      expect(await bed.balanceOf("household:h001")).toBe(100);
      expect(await points()).toBe(10_000);
      expect(await bed.balanceOf(`unclaimed:${card("new")}`)).toBe(0);
    });
  });

  describe("what a correction takes back", () => {
    const pay = (amount: number, reference = "1") =>
      bed.act("payment-record", { household: "h001", producer: "bakery", amount, reference });

    it("beyond the balance is owed, and paid by whatever comes in first", async () => {
      await bed.act("producer-enrol", { producer: "bakery" });
      await drop(10_000);
      expect(await pay(300)).toBeNull();
      await strikeOut(1);
      expect(await bed.balanceOf("household:h001")).toBe(0);
      expect(await bed.balanceOf("owed:h001")).toBe(-300);
      const [receipt] = await drop(5_000);
      expect(receipt).toMatchObject({ credited: 200, balance: 0, owed: 100 });
      expect((await drop(5_000))[0]).toMatchObject({ credited: 200, balance: 100, owed: 0 });
    });

    it("a household can spend no more than it holds, and each sale once", async () => {
      await drop(10_000);
      expect(await pay(100)).toBe("no-such-producer");
      await bed.act("producer-enrol", { producer: "bakery" });
      expect(await pay(401)).toBe("too-little");
      expect(await pay(100)).toBeNull();
      expect(await pay(100)).toBe("paid-already");
      expect(await bed.balanceOf("producer:bakery")).toBe(100);
      expect(await bed.balanceOf("household:h001")).toBe(300);
    });
  });
}
