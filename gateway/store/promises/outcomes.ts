import { expect, it } from "vitest";
import type { JsonObject } from "#contract/json.ts";
import { fail } from "#contract/result.ts";
import { plastic, sampleStation } from "../sample-station.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

export function promisesOfOutcomes(open: OpenStore): void {
  const bed = testbed(open);

  it("posts a deposit with its credit and points, in one entry that sums to zero", async () => {
    const [outcome] = await bed.record(bed.station.drop(weigh(4_320)));
    expect(outcome).toMatchObject({
      seq: 1,
      outcome: "posted",
      repeat: false,
      reasons: [],
      credited: 173,
      points: 17_280,
      balance: 173,
      owed: 0,
    });
    expect(await bed.balanceOf("bin:beitillo-01:plastic", "G/0:plastic")).toBe(4_320);
    expect(await bed.balanceOf("household:h001:relief:2026", "RLF/3")).toBe(17_280);
    expect(await bed.balanceOf("issuance:plastic")).toBe(-173);
  });

  it("answers the same entry sent again with the same outcome, and posts nothing", async () => {
    const page = bed.station.drop(weigh(4_320));
    const [first] = await bed.record(page);
    const [again, third] = await bed.record(page, page);
    expect(again).toEqual({ ...first, repeat: true });
    expect(third).toEqual({ ...first, repeat: true });
    expect(await bed.balanceOf("household:h001")).toBe(173);
  });

  it("keeps the first of two entries with one id, and quarantines the other whole", async () => {
    const entry = bed.station.entry(weigh(1_000));
    const changed = { ...entry, data: { ...plastic(9_000) } } as unknown as JsonObject;
    const [first, second] = await bed.record(
      bed.station.page([entry]),
      bed.station.page([changed]),
    );
    expect(first?.outcome).toBe("posted");
    expect(second).toMatchObject({ outcome: "conflict", repeat: false, credited: null });
    expect((await bed.record(bed.station.page([changed])))[0]).toMatchObject({
      outcome: "conflict",
      repeat: true,
    });
    expect(await bed.store.quarantine()).toMatchObject({ conflicts: 1 });
    expect(await bed.balanceOf("household:h001")).toBe(40);
  });

  it("refuses a malformed entry, which takes its id, and goes on with the others", async () => {
    const bad = {
      ...bed.station.entry(),
      data: { ...plastic(1_000), net: -1 },
    } as unknown as JsonObject;
    const page = bed.station.page([bad, bed.station.entry(weigh(1_000))]);
    const [refused, posted] = await bed.record(page);
    expect(refused).toMatchObject({ outcome: "refused", reasons: ["malformed"] });
    expect(posted).toMatchObject({ outcome: "posted", credited: 40 });
    expect((await bed.record(page))[0]).toMatchObject({ outcome: "refused", repeat: true });
    expect(await bed.store.quarantine()).toMatchObject({ refused: 1 });
    const { hash } = page.page.ok ? (page.page.value.entries[0] ?? {}) : {};
    expect(await bed.store.setAside()).toMatchObject([
      { seq: 1, chainNumber: 1, hash, reasons: ["malformed"], decided: false },
    ]);
  });

  it("refuses an entry of another chain, which takes no id and moves no next", async () => {
    const foreign = { ...bed.station.entry(), chain: "f".repeat(22) };
    const page = bed.station.page([foreign]);
    expect((await bed.record(page))[0]).toMatchObject({
      outcome: "refused",
      reasons: ["wrong-chain"],
    });
    expect((await bed.record(page))[0]).toMatchObject({ repeat: true });
    expect((await bed.store.stations())[0]?.chains[0]?.next).toBe(1);
  });

  it.each(["bad-signature", "unreadable", "no-such-chain", "no-such-station", "internal"] as const)(
    "defers a whole page for %s",
    async (reason) => {
      const page = bed.station.page([bed.station.entry(), bed.station.entry()]);
      const outcomes = await bed.record({ ...page, page: fail(reason) });
      const deferred = { outcome: "deferred", hash: null, repeat: false, reasons: [reason] };
      expect(outcomes).toMatchObject([
        { ...deferred, seq: 1 },
        { ...deferred, seq: 2 },
      ]);
      // What only waits for a person to let its chain in is no fault.
      const kept = reason.startsWith("no-such") ? 0 : 1;
      expect(await bed.store.quarantine()).toMatchObject({ deferred: kept });
    },
  );

  it("defers what comes under a chain that is not enrolled, not approved, or another station's", async () => {
    const stranger = sampleStation("beitillo-01");
    expect((await bed.record(stranger.drop()))[0]).toMatchObject({ reasons: ["no-such-chain"] });
    const { publicJwk, id: chain } = stranger.key;
    await bed.act("chain-request", { station: "beitillo-01", chain, publicKey: publicJwk });
    expect((await bed.record(stranger.page([stranger.entry()])))[0]?.outcome).toBe("deferred");
    expect(
      await bed.act("chain-approve", { station: "beitillo-01", code: chain.slice(0, 12) }),
    ).toBeNull();
    expect((await bed.record(stranger.page([stranger.entry()])))[0]?.outcome).toBe("posted");
    const page = stranger.page([stranger.entry()]);
    const elsewhere = { ...page, range: { ...page.range, station: "beitillo-02" } };
    expect((await bed.record(elsewhere))[0]).toMatchObject({ reasons: ["no-such-chain"] });
  });
}
