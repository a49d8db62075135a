import { describe, expect, it } from "vitest";
import { at, BOOT, sampleStation } from "../sample-station.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

export function promisesOfClocks(open: OpenStore): void {
  const bed = testbed(open);

  describe("a clock never set", () => {
    const unset = (uptimeMs: number) => ({ clock: "unset" as const, uptimeMs, ...weigh(1_000) });

    it("is dated by the page's own moment of cutting", async () => {
      const sent = { at: at("2026-11-22T08:00:00.000Z"), uptimeMs: 3_600_000 };
      const page = bed.station.page([bed.station.entry(unset(0))], { sent });
      expect((await bed.record(page))[0]).toMatchObject({ outcome: "posted", credited: 40 });
      const [deposit] = await bed.store.recentDeposits(1);
      expect(deposit?.weighedAt).toBe("2026-11-22T07:00:00.000Z");
    });

    it("is held, then dated by a later page of the same boot, once and for all", async () => {
      const early = bed.station.page([bed.station.entry(unset(60_000))], {
        sent: { clock: "unset" },
      });
      expect((await bed.record(early))[0]).toMatchObject({ reasons: ["clock-implausible"] });
      const sent = { at: at("2026-11-22T08:00:00.000Z"), uptimeMs: 110_000 };
      await bed.record(bed.station.page([bed.station.entry(weigh(1_000))], { sent }));
      expect((await bed.record(early))[0]).toMatchObject({
        outcome: "posted",
        repeat: true,
        credited: 40,
      });
      expect(await bed.store.heldDeposits()).toEqual([]);
      const deposits = await bed.store.recentDeposits(5);
      expect(deposits.map(({ seq, weighedAt }) => [seq, weighedAt])).toContainEqual([
        1,
        "2026-11-22T07:59:10.000Z",
      ]);
    });

    it.each([
      ["beyond all dates", 9_007_199_254_740_991, 1_000],
      ["long before 1970", 0, 9_007_199_254_740_991],
      ["after it arrived", 600_000, 1_000],
      ["91 days before it arrived", 0, 91 * 86_400_000],
    ])(
      "stays held where the uptimes would date it %s, and holds back no other",
      async (_, uptimeMs, sentUptimeMs) => {
        const strange = bed.station.entry(unset(uptimeMs));
        const boot = BOOT.replace("0", "9");
        const good = bed.station.entry({ boot, ...weigh(1_000) });
        const sent = { at: at("2026-11-22T08:00:00.000Z"), uptimeMs: sentUptimeMs };
        const page = bed.station.page([strange, good], { sent });
        const held = { outcome: "held", reasons: ["clock-implausible"] };
        expect(await bed.record(page)).toMatchObject([held, { outcome: "posted" }]);
        const later = bed.station.page([bed.station.entry({ boot, ...weigh(1_000) })], { sent });
        expect(await bed.record(later)).toMatchObject([{ outcome: "posted" }]);
      },
    );

    it("is not dated by another boot, another station, or a clock that is itself implausible", async () => {
      const early = bed.station.page([bed.station.entry(unset(60_000))], {
        sent: { clock: "unset" },
      });
      await bed.record(early);
      const other = sampleStation("beitillo-02");
      await bed.enrol(other);
      await bed.record(other.drop(weigh(1_000)));
      const boot = BOOT.replace("0", "9");
      await bed.record(
        bed.station.page([bed.station.entry({ boot, ...weigh(1_000) })], { sent: { boot } }),
      );
      const wrong = { clock: "synced" as const, at: at("2020-01-01T00:00:00.000Z") };
      await bed.record(
        bed.station.page([bed.station.entry({ ...wrong, ...weigh(1_000) })], { sent: wrong }),
      );
      expect((await bed.record(early))[0]).toMatchObject({ outcome: "held", repeat: true });
    });
  });
}
