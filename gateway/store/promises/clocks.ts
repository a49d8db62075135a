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

    it("is answered as dated by the very page that brings it again", async () => {
      const entry = bed.station.entry(unset(60_000));
      await bed.record(bed.station.page([entry], { sent: { clock: "unset" } }));
      const sent = { at: at("2026-11-22T08:00:00.000Z"), uptimeMs: 110_000 };
      const [again] = await bed.record(bed.station.page([entry], { sent }));
      expect(again).toMatchObject({ outcome: "posted", repeat: true, reasons: [], balance: 40 });
    });

    it("is dated by the cutting of the page that brings it again, before a nearer stamp", async () => {
      const entry = bed.station.entry(unset(60_000));
      await bed.record(bed.station.page([entry], { sent: { clock: "unset" } }));
      const other = bed.station.entry({
        at: at("2026-11-22T07:59:00.000Z"),
        uptimeMs: 61_000,
        ...weigh(1_000),
      });
      const sent = { at: at("2026-11-22T08:00:00.000Z"), uptimeMs: 110_000 };
      await bed.record(bed.station.page([entry, other], { sent }));
      const weighed = (await bed.store.recentDeposits(2)).map(({ weighedAt }) => weighedAt);
      expect(weighed).toContain("2026-11-22T07:59:10.000Z");
    });

    it("is dated by the nearest in uptime, of two at one distance by the earlier", async () => {
      const early = bed.station.page(
        [unset(100_000), unset(200_000)].map((drop) => bed.station.entry(drop)),
        { sent: { clock: "unset" } },
      );
      await bed.record(early);
      const stamped = (uptimeMs: number, time: string) =>
        bed.station.entry({ at: at(`2026-11-22T0${time}.000Z`), uptimeMs, ...weigh(1_000) });
      const later = [
        stamped(90_000, "7:00:00"),
        stamped(110_000, "7:30:00"),
        stamped(205_000, "7:45:00"),
        stamped(500_000, "7:50:00"),
      ];
      await bed.record(bed.station.page(later, { sent: { clock: "unset" } }));
      const deposits = await bed.store.recentDeposits(9);
      const dated = deposits.filter(({ seq }) => seq <= 2).map(({ weighedAt }) => weighedAt);
      expect(dated).toEqual(["2026-11-22T07:44:55.000Z", "2026-11-22T07:00:10.000Z"]);
    });

    it.each([
      ["after it came", 900_000],
      ["beyond all dates", Number.MAX_SAFE_INTEGER],
    ])("is not dated %s, and holds back no other of its boot", async (_, uptimeMs) => {
      const odd = bed.station.page([bed.station.entry(unset(uptimeMs))]);
      expect((await bed.record(odd))[0]).toMatchObject({ reasons: ["clock-implausible"] });
      expect((await bed.record(bed.station.drop(weigh(1_000))))[0]?.outcome).toBe("posted");
      expect((await bed.record(odd))[0]).toMatchObject({ outcome: "held", repeat: true });
    });

    it.each([
      ["longer before it came than any clock may be behind", 91 * 86_400_000],
      ["before 1970", Number.MAX_SAFE_INTEGER],
    ])("is not dated %s", async (_, sentUptimeMs) => {
      const sent = { uptimeMs: sentUptimeMs };
      const odd = bed.station.page([bed.station.entry(unset(0))], { sent });
      expect((await bed.record(odd))[0]).toMatchObject({ reasons: ["clock-implausible"] });
    });

    it("is dated through another chain of its boot, but not through a revoked one", async () => {
      const { station } = bed;
      const early = station.page([station.entry(unset(60_000))], { sent: { clock: "unset" } });
      await bed.record(early);
      const [revoked, next] = [sampleStation(station.station), sampleStation(station.station)];
      await bed.admit(revoked);
      await bed.act("station-revoke", { station: station.station });
      await bed.admit(next);
      await bed.record(revoked.drop(weigh(1_000)));
      expect((await bed.record(early))[0]).toMatchObject({ outcome: "held" });
      await bed.record(next.drop(weigh(1_000)));
      expect((await bed.record(early))[0]).toMatchObject({ outcome: "posted", credited: 40 });
    });

    it("is posted once, however many stamps of its boot follow", async () => {
      const early = bed.station.page([bed.station.entry(unset(60_000))], {
        sent: { clock: "unset" },
      });
      await bed.record(early);
      const emptied = () => bed.station.drop({ kind: "emptied", data: {} });
      await bed.record(emptied());
      await bed.record(emptied(), early, emptied());
      expect(await bed.balanceOf("household:h001")).toBe(40);
      const kinds: string[] = [];
      for await (const { body } of bed.store.events()) kinds.push(body.kind);
      expect(kinds.filter((kind) => kind === "entry-dated")).toHaveLength(1);
    });

    it("under a revoked key is dated by what came before alone, and held", async () => {
      const boot = BOOT.replace("0", "9");
      await bed.record(bed.station.drop({ kind: "opened", data: {} }));
      await bed.act("station-revoke", { station: bed.station.station });
      const [known] = await bed.record(bed.station.drop(unset(60_000)));
      expect(known?.reasons).toEqual(["chain-revoked"]);
      const entry = bed.station.entry({ ...unset(60_000), boot });
      const page = bed.station.page([entry], { sent: { boot } });
      const [unknown] = await bed.record(page);
      expect(unknown?.reasons).toEqual(["chain-revoked", "clock-implausible"]);
      const next = sampleStation(bed.station.station);
      await bed.admit(next);
      await bed.record(next.page([next.entry({ boot, kind: "opened", data: {} })]));
      expect(await bed.record(page)).toEqual([{ ...unknown, repeat: true }]);
    });

    it("is not dated by a free-running clock", async () => {
      const early = bed.station.page([bed.station.entry(unset(0))], {
        sent: { clock: "holdover" },
      });
      expect((await bed.record(early))[0]).toMatchObject({ outcome: "held" });
    });

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
