import { expect, it } from "vitest";
import { canonicalHash } from "#contract/hash.ts";
import type { JsonObject } from "#contract/json.ts";
import { Grams } from "#contract/units.ts";
import type { Correction } from "../../journal/correction.ts";
import { at, card, plastic } from "../sample-station.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

/** What a station could not say, and people do. */
export function promisesOfDecisionsByPeople(open: OpenStore): void {
  const bed = testbed(open);
  const correct = (seq: number, change: Partial<Correction>, hash = "") =>
    bed.act("deposit-correct", {
      deposit: `beitillo/beitillo-01/1/${seq}${hash}`,
      correction: { strikeOut: false, ...change },
      reason: "as the attendant remembers",
    });
  const byHand = { net: Grams(2_000), stream: "plastic", household: "h001" };

  it("count what nobody could read once they say everything of it", async () => {
    const data = { ...plastic(1_000), net: -1 };
    const bad = { ...bed.station.entry(), data } as unknown as JsonObject;
    expect((await bed.record(bed.station.page([bad])))[0]).toMatchObject({ outcome: "refused" });
    const named = `/${canonicalHash(bad)}`;
    expect(await correct(1, byHand, named)).toBe("cannot-correct");
    expect(await correct(1, { ...byHand, weighedOn: "2026-11-21" }, named)).toBeNull();
    expect(await bed.balanceOf("household:h001")).toBe(80);
    expect(await bed.balanceOf("household:h001:relief:2026", "RLF/3")).toBe(8_000);
  });

  it("strike out what nobody could read, and bring it back", async () => {
    const data = { ...plastic(1_000), net: -1 };
    const bad = { ...bed.station.entry(), data } as unknown as JsonObject;
    await bed.record(bed.station.page([bad]));
    expect(await correct(1, { strikeOut: true })).toBeNull();
    expect(await correct(1, { strikeOut: true })).toBe("cannot-correct");
    expect(await bed.store.balances()).toEqual([]);
    expect(await correct(1, { ...byHand, weighedOn: "2026-11-22" })).toBeNull();
    expect(await bed.balanceOf("household:h001")).toBe(80);
  });

  it("date a deposit once: a clock that is known later does not count it again", async () => {
    const unset = { clock: "unset" as const, uptimeMs: 60_000, ...weigh(1_000) };
    const page = bed.station.page([bed.station.entry(unset)], { sent: { clock: "unset" } });
    expect((await bed.record(page))[0]).toMatchObject({ outcome: "held" });
    expect(await correct(1, { weighedOn: "2026-11-21" })).toBeNull();
    await bed.record(bed.station.drop(weigh(2_000)));
    expect(await bed.balanceOf("household:h001")).toBe(40 + 80);
    expect((await bed.store.recentDeposits(9)).find(({ seq }) => seq === 1)).toMatchObject({
      ...{ date: "2026-11-21", outcome: "posted", credited: 40 },
    });
  });

  it("correct what a card's second household brought, and leave it there", async () => {
    await bed.act("household-add", { household: "h002", members: 5 });
    const nine = at("2026-11-22T09:00:00.000Z");
    await bed.act("card-issue", { household: "h002", card: card("card-1") }, nine);
    const ten = at("2026-11-22T10:00:00.000Z");
    const entry = bed.station.entry({ at: ten, ...weigh(2_000) });
    await bed.record(bed.station.page([entry], { receivedAt: ten }));
    expect(await correct(1, { net: Grams(3_000) })).toBeNull();
    expect(await bed.balanceOf("household:h002")).toBe(120);
    expect(await bed.balanceOf("household:h001")).toBe(0);
  });

  it("correct what a card earned that was claimed after the cut-off in the year of the claim", async () => {
    await bed.record(bed.station.drop(weigh(2_000, { card: card("stray") })));
    const late = at("2027-04-01T08:00:00.000Z");
    await bed.act("card-issue", { household: "h001", card: card("stray") }, late);
    expect(await correct(1, { net: Grams(3_000) })).toBeNull();
    const told = async (year: number) =>
      (await bed.store.reliefYear(year, { household: "h001" })).statements[0]?.lines;
    expect(await told(2026)).toEqual([]);
    expect(await told(2027)).toMatchObject([{ month: "2026-11", recordedGrams: 3_000 }]);
    expect(await bed.balanceOf("household:h001")).toBe(120);
  });
}
