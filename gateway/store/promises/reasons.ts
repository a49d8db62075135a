import { expect, it } from "vitest";
import { at, BOOT, card, plastic } from "../sample-station.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

export function promisesOfReasons(open: OpenStore): void {
  const bed = testbed(open);

  it.each([
    ["below-minimum", weigh(499), 0],
    ["below-minimum", weigh(1_990, { scale: { ...plastic(1).scale, division: 100 } }), 0],
    ["grade-c", weigh(1_000, { grade: "C" }), 0],
    ["not-paid", weigh(1_000, { stream: "residual" }), 0],
  ])("records what earns nothing: %s", async (reason, drop, credited) => {
    const [outcome] = await bed.record(bed.station.drop(drop));
    expect(outcome).toMatchObject({ outcome: "posted", reasons: [reason], credited });
    expect(await bed.balanceOf("household:h001")).toBe(0);
  });

  it.each([
    ["stream-not-accepted", weigh(1_000, { stream: "batteries" })],
    ["stream-not-accepted", weigh(1_000, { stream: "aluminium" })],
    ["manual-entry", weigh(1_000, { capture: "manual", scale: null, attendant: card("a") })],
    ["weight-implausible", weigh(10_001)],
    [
      "card-proof",
      weigh(1_000, {
        cardProof: { type: "ntag424-sun", cmac: "0".repeat(16), picc: "0".repeat(32) },
      }),
    ],
    ["clock-implausible", { at: at("2026-11-22T08:05:01.001Z"), ...weigh(1_000) }],
    ["clock-implausible", { at: at("2026-08-24T08:00:00.999Z"), ...weigh(1_000) }],
    [
      "clock-implausible",
      { clock: "unset" as const, boot: BOOT.replace("6", "7"), ...weigh(1_000) },
    ],
  ])("holds for a person: %s", async (reason, drop) => {
    const [outcome] = await bed.record(bed.station.drop(drop));
    expect(outcome).toMatchObject({
      outcome: "held",
      reasons: [reason],
      credited: null,
      points: null,
      balance: null,
      owed: null,
    });
    expect(await bed.store.heldDeposits()).toHaveLength(1);
    expect(await bed.balanceOf("bin:beitillo-01:plastic", "G/0:plastic")).toBe(0);
  });

  it("pays at most the month's cap, for the household's size", async () => {
    const weights = [10_000, 10_000, 10_000];
    const outcomes = await bed.record(...weights.map((net) => bed.station.drop(weigh(net))));
    expect(outcomes.map(({ credited }) => credited)).toEqual([400, 400, 242]); // cap 26,041 g
    expect(outcomes.map(({ reasons }) => reasons)).toEqual([[], [], ["over-cap"]]);
    const [more] = await bed.record(bed.station.drop(weigh(1_000)));
    expect(more).toMatchObject({ credited: 0, reasons: ["over-cap"] });
  });

  it("holds what a blocked card brings from its blocking on", async () => {
    await bed.act("card-block", { card: card("card-1") }, at("2026-11-22T08:00:00.500Z"));
    const before = bed.station.drop(weigh(1_000));
    const after = bed.station.drop({ at: at("2026-11-22T08:00:00.500Z"), ...weigh(1_000) });
    const outcomes = await bed.record(before, after);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["posted", "held"]);
    expect(await bed.store.blockedCards(10)).toEqual([card("card-1")]);
  });

  it("holds what comes under a revoked chain, and changes no outcome already given", async () => {
    const page = bed.station.drop(weigh(1_000));
    await bed.record(page);
    await bed.act("station-revoke", { station: "beitillo-01" });
    const emptied = bed.station.entry({ kind: "emptied", data: { stream: "plastic" } });
    const outcomes = await bed.record(
      page,
      bed.station.drop(weigh(1_000)),
      bed.station.page([emptied]),
    );
    expect(outcomes).toMatchObject([
      { outcome: "posted", repeat: true },
      { outcome: "held", reasons: ["chain-revoked"] },
      { outcome: "held", reasons: ["chain-revoked"] },
    ]);
  });

  it("takes an entry of another kind into the journal, worth nothing", async () => {
    const [outcome] = await bed.record(
      bed.station.drop({ kind: "calibration", data: { zero: 8_388_608 } }),
    );
    expect(outcome).toMatchObject({
      outcome: "posted",
      reasons: [],
      credited: null,
      balance: null,
    });
  });
}
