import { describe, expect, it } from "vitest";
import { at, card, sampleStation } from "../sample-station.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

export function promisesOfClaims(open: OpenStore): void {
  const bed = testbed(open);

  describe("a card that nobody has claimed", () => {
    const stray = { card: card("stray") };

    it("earns into its own account, until its household claims it with all it earned", async () => {
      const [outcome] = await bed.record(bed.station.drop(weigh(10_000, stray)));
      expect(outcome).toMatchObject({ reasons: ["unclaimed"], credited: 400, balance: 400 });
      await bed.record(bed.station.drop(weigh(10_000)), bed.station.drop(weigh(10_000)));
      expect(await bed.act("card-issue", { household: "h001", card: card("stray") })).toBeNull();
      expect(await bed.balanceOf("household:h001")).toBe(1_042); // one month of 30 kg, cap 26,041 g
      expect(await bed.balanceOf(`unclaimed:${card("stray")}`)).toBe(0);
      expect(await bed.balanceOf("household:h001", "G/0:plastic")).toBe(-30_000);
      expect((await bed.store.household("h001"))?.months).toEqual([
        { month: "2026-11", stream: "plastic", grams: 30_000 },
      ]);
    });

    it("gives the same whether it is claimed early or late", async () => {
      const early = sampleStation("beitillo-02");
      await bed.enrol(early);
      await bed.act("household-add", { household: "h002", members: 5 });
      await bed.act("card-issue", { household: "h002", card: card("claimed") });
      const weights = [9_000, 8_000, 9_500];
      const claimed = weights.map((net) => early.drop(weigh(net, { card: card("claimed") })));
      await bed.record(...claimed, ...weights.map((net) => bed.station.drop(weigh(net, stray))));
      await bed.act("household-add", { household: "h003", members: 5 });
      await bed.act("card-issue", { household: "h003", card: card("stray") });
      expect(await bed.balanceOf("household:h003")).toBe(await bed.balanceOf("household:h002"));
      const points = "RLF/3";
      expect(await bed.balanceOf("household:h003:relief:2026", points)).toBe(
        await bed.balanceOf("household:h002:relief:2026", points),
      );
    });

    it("leaves points of a year whose cut-off has passed where they are", async () => {
      await bed.record(bed.station.drop(weigh(1_000, stray)));
      const late = at("2027-04-01T08:00:00.000Z");
      await bed.act("card-issue", { household: "h001", card: card("stray") }, late);
      expect(await bed.balanceOf("household:h001")).toBe(40);
      expect(await bed.balanceOf("household:h001:relief:2026", "RLF/3")).toBe(0);
      expect(await bed.balanceOf(`unclaimed:${card("stray")}:relief:2026`, "RLF/3")).toBe(4_000);
    });

    it("is named as the latest card of its station", async () => {
      await bed.record(bed.station.drop(weigh(1_000)), bed.station.drop(weigh(1_000, stray)));
      expect(await bed.store.lastCardAt("beitillo-01")).toBe(card("stray"));
      expect(await bed.store.lastCardAt("nowhere")).toBeNull();
    });
  });
}
