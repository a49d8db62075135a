import { describe, expect, it } from "vitest";
import { Grams } from "#contract/units.ts";
import type { Correction } from "../../journal/correction.ts";
import { at, card } from "../sample-station.ts";
import type { Change } from "../store.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

export function promisesOfCorrectedRows(open: OpenStore): void {
  const bed = testbed(open);
  const correct = (seq: number, change: Partial<Correction>, reason = "looked at again") =>
    bed.act("deposit-correct", {
      deposit: `beitillo/beitillo-01/1/${seq}`,
      correction: { strikeOut: false, ...change },
      reason,
    });
  const drop = (net: number, more: object = {}) => bed.record(bed.station.drop(weigh(net, more)));
  const latest = async () => (await bed.store.recentDeposits(1))[0];
  const deposits = (household = "h001", limit = 20) =>
    bed.store.householdDeposits(household, limit);

  describe("a corrected deposit", () => {
    it("is shown as it counts now, and as it was before anyone corrected it", async () => {
      await drop(4_320);
      expect(await latest()).toMatchObject({ credited: 173, corrected: null });
      await correct(1, { net: Grams(4_000) }, "a stone");
      await correct(1, { net: Grams(3_000), grade: "B" }, "two stones");
      expect(await latest()).toMatchObject({
        ...{ net: 3_000, grade: "B", credited: 80, holder: "household:h001" },
        corrected: { net: 4_320, grade: null, credited: 173, points: 17_280, reason: "two stones" },
      });
      await correct(1, { strikeOut: true }, "not ours");
      expect(await latest()).toMatchObject({
        ...{ credited: 0, reasons: ["struck-out"] },
        corrected: { credited: 173, reason: "not ours" },
      });
    });

    it("is told to who listens as who comes later reads it", async () => {
      const changes: Change[] = [];
      await drop(4_320);
      await drop(11_000);
      const end = bed.store.onCommit((change) => changes.push(change));
      await correct(2, {});
      await correct(1, { net: Grams(3_000) });
      end();
      const told = changes.flatMap((change) => change.deposits);
      expect(told).toEqual(await bed.store.recentDeposits(2));
    });

    it("was held, where nothing but the correction posted it", async () => {
      await drop(11_000);
      const held = { holder: null, credited: null, points: null, net: 11_000 };
      await correct(1, {}, "a big bag");
      expect(await latest()).toMatchObject({ credited: 440, corrected: held });
      await correct(1, { net: Grams(5_000) }, "but not so big");
      expect(await latest()).toMatchObject({ credited: 200, corrected: held });
    });

    it("was what it earned once a clock had dated it, although it was held before", async () => {
      const boot = "0192f0c4-9111-4222-8333-444455556666";
      const waiting = bed.station.entry({ clock: "unset", boot, ...weigh(1_000) });
      await bed.record(bed.station.page([waiting], { sent: { boot, clock: "unset" } }));
      expect(await latest()).toMatchObject({ outcome: "held", corrected: null });
      await bed.record(
        bed.station.page([bed.station.entry({ boot, ...weigh(2_000) })], { sent: { boot } }),
      );
      expect((await deposits())[1]).toMatchObject({ credited: 40, corrected: null });
      await correct(1, { net: Grams(3_000) });
      expect((await deposits())[1]).toMatchObject({ credited: 120, corrected: { credited: 40 } });
    });
  });

  describe("a household's deposits", () => {
    it("are its latest, the newest first, and nobody else's", async () => {
      await bed.act("household-add", { household: "h002", members: 4 });
      for (const net of [1_000, 2_000, 3_000]) await drop(net);
      await drop(9_000, { card: card("nobody's") });
      expect((await deposits()).map(({ net }) => net)).toEqual([3_000, 2_000, 1_000]);
      expect((await deposits("h001", 2)).map(({ net }) => net)).toEqual([3_000, 2_000]);
      expect(await deposits("h002")).toEqual([]);
      expect(await deposits("h009")).toEqual([]);
    });

    it("are those of a card, too, that it has claimed since", async () => {
      await drop(2_000, { card: card("new") });
      expect(await deposits()).toEqual([]);
      await bed.act("card-issue", { household: "h001", card: card("new") });
      await bed.act("household-add", { household: "h002", members: 4 });
      const later = at("2026-11-23T08:00:00.000Z");
      await bed.act("card-issue", { household: "h002", card: card("new") }, later);
      expect(await deposits()).toMatchObject([{ net: 2_000, credited: 80 }]);
      expect(await deposits("h002")).toEqual([]);
    });

    it("show what was given to another with both", async () => {
      await bed.act("household-add", { household: "h002", members: 4 });
      await drop(2_000);
      await correct(1, { household: "h002" }, "her card, his bag");
      const moved = {
        holder: "household:h002",
        corrected: { holder: "household:h001", credited: 80, reason: "her card, his bag" },
      };
      expect(await deposits("h001")).toMatchObject([moved]);
      expect(await deposits("h002")).toMatchObject([moved]);
    });

    it("have what is held of its cards among them, once", async () => {
      await drop(1_000);
      await drop(11_000);
      await drop(2_000);
      const held = { net: 11_000, outcome: "held", reasons: ["weight-implausible"] };
      expect(await deposits()).toMatchObject([{ net: 2_000 }, held, { net: 1_000 }]);
      await bed.act("household-add", { household: "h002", members: 4 });
      expect(await deposits("h002")).toEqual([]);
      await correct(2, { net: Grams(5_000) });
      expect((await deposits()).map(({ net }) => net)).toEqual([2_000, 5_000, 1_000]);
    });

    it("have what came without a card only once people have said whose it is", async () => {
      const manual = { card: null, capture: "manual", scale: null, attendant: card("att") };
      await drop(1_000, manual);
      expect(await deposits()).toEqual([]);
      await correct(1, { household: "h001" });
      expect(await deposits()).toMatchObject([{ credited: 40, corrected: { holder: null } }]);
    });
  });
}
