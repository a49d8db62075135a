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

    it("gives no points of a lapsed year for what was held while it was claimed", async () => {
      const stamp = { clock: "unset" as const, uptimeMs: 60_000 };
      const early = { ...stamp, ...weigh(1_000, stray) };
      await bed.record(bed.station.page([bed.station.entry(early)], { sent: { clock: "unset" } }));
      const claimed = at("2027-04-02T08:00:00.000Z");
      await bed.act("card-issue", { household: "h001", card: card("stray") }, claimed);
      const later = at("2027-04-03T08:00:00.000Z");
      const sent = { at: later, uptimeMs: later - at("2026-11-22T08:00:00.000Z") };
      const page = bed.station.page([bed.station.entry({ ...sent, kind: "opened", data: {} })], {
        receivedAt: later,
        sent,
      });
      await bed.record(page);
      expect(await bed.balanceOf("household:h001")).toBe(40);
      expect(await bed.balanceOf("household:h001:relief:2026", "RLF/3")).toBe(0);
    });

    it("adds nothing to a household's month that is at its cap already", async () => {
      await bed.record(...[10_000, 10_000, 10_000].map((net) => bed.station.drop(weigh(net))));
      await bed.record(bed.station.drop(weigh(2_000, stray)));
      expect(await bed.balanceOf(`unclaimed:${card("stray")}`)).toBe(80);
      await bed.act("card-issue", { household: "h001", card: card("stray") });
      expect(await bed.balanceOf("household:h001")).toBe(1_042);
      expect(await bed.balanceOf(`unclaimed:${card("stray")}`)).toBe(0);
    });

    it("leaves nothing behind where it was at its own cap", async () => {
      await bed.record(...[1, 2, 3].map(() => bed.station.drop(weigh(10_000, stray))));
      expect(await bed.balanceOf(`unclaimed:${card("stray")}`)).toBe(1_000);
      await bed.act("card-issue", { household: "h001", card: card("stray") });
      expect(await bed.balanceOf(`unclaimed:${card("stray")}`)).toBe(0);
      expect(await bed.balanceOf("household:h001")).toBe(1_042);
    });

    it("takes with it what it earned in other months, streams and years", async () => {
      const receivedAt = at("2027-01-05T08:00:00.000Z");
      const days = [
        "2026-11-30T21:59:59.000Z",
        "2026-11-30T22:00:00.000Z",
        "2026-12-31T22:00:00.000Z",
      ];
      const entries = days.map((day) =>
        bed.station.entry({ at: at(day), ...weigh(10_000, stray) }),
      );
      entries.push(
        bed.station.entry(weigh(1_000, { ...stray, stream: "aluminium", attendant: card("a") })),
      );
      await bed.record(bed.station.page(entries, { receivedAt }));
      await bed.act("card-issue", { household: "h001", card: card("stray") }, receivedAt);
      expect(await bed.balanceOf("household:h001")).toBe(1_450);
      expect((await bed.store.household("h001"))?.points).toEqual([
        { year: 2026, points: 85_000 },
        { year: 2027, points: 40_000 },
      ]);
      expect((await bed.store.household("h001"))?.months).toEqual([
        { month: "2026-11", stream: "aluminium", grams: 1_000 },
        { month: "2026-11", stream: "plastic", grams: 10_000 },
        { month: "2026-12", stream: "plastic", grams: 10_000 },
        { month: "2027-01", stream: "plastic", grams: 10_000 },
      ]);
      const others = (await bed.store.balances()).filter(({ account }) =>
        /^unclaimed/.test(account),
      );
      expect(others).toEqual([]);
    });

    it("goes to its first household, also with what comes after another has it", async () => {
      await bed.record(bed.station.drop(weigh(1_000, stray)));
      await bed.act("household-add", { household: "h002", members: 5 });
      await bed.act("card-issue", { household: "h001", card: card("stray") });
      const second = at("2026-11-23T08:00:00.000Z");
      await bed.act("card-issue", { household: "h002", card: card("stray") }, second);
      const receivedAt = at("2026-11-24T08:00:00.000Z");
      const days = ["2026-11-20", "2026-11-22", "2026-11-23"].map((day) =>
        at(`${day}T08:00:00.500Z`),
      );
      const drops = days.map((day) => bed.station.entry({ at: day, ...weigh(1_000, stray) }));
      await bed.record(bed.station.page(drops, { receivedAt }));
      expect(await bed.balanceOf("household:h001")).toBe(120);
      expect(await bed.balanceOf("household:h002")).toBe(40);
    });

    it("shows its household's balance when an earlier deposit is sent again", async () => {
      const page = bed.station.drop(weigh(1_000, stray));
      await bed.record(page, bed.station.drop(weigh(2_000)));
      await bed.act("card-issue", { household: "h001", card: card("stray") });
      expect((await bed.record(page))[0]).toMatchObject({
        repeat: true,
        reasons: ["unclaimed"],
        credited: 40,
        balance: 120,
      });
    });

    it("is named as the latest card of its station", async () => {
      await bed.record(bed.station.drop(weigh(1_000)), bed.station.drop(weigh(1_000, stray)));
      expect(await bed.store.lastCardAt("beitillo-01")).toBe(card("stray"));
      expect(await bed.store.lastCardAt("nowhere")).toBeNull();
    });
  });
}
