import { expect, it } from "vitest";
import { EpochMs, type Grams } from "#contract/units.ts";
import { at, card } from "../sample-station.ts";
import type { Change } from "../store.ts";
import { NOW, type OpenStore, testbed, weigh } from "./testbed.ts";

export function promisesOfReads(open: OpenStore): void {
  const bed = testbed(open);

  it("reports gaps and broken links, and lets them hold back nothing", async () => {
    const [one, two, three] = [bed.station.entry(), bed.station.entry(), bed.station.entry()];
    const unlinked = { ...three, prev: "w".repeat(43) };
    await bed.record(bed.station.page([one]), bed.station.page([unlinked]));
    expect((await bed.store.stations())[0]?.chains[0]).toMatchObject({
      next: 4,
      missing: 1,
      brokenLinks: 0,
    });
    await bed.record(bed.station.page([two]));
    expect((await bed.store.stations())[0]?.chains[0]).toMatchObject({
      next: 4,
      missing: 0,
      brokenLinks: 1,
    });
  });

  it("counts a chain that begins with a link, and one that begins anew within", async () => {
    const [one, two] = [bed.station.entry(), bed.station.entry()];
    await bed.record(bed.station.page([{ ...one, prev: "w".repeat(43) }]));
    await bed.record(bed.station.page([{ ...two, prev: null }]));
    expect((await bed.store.stations())[0]?.chains[0]).toMatchObject({ next: 3, brokenLinks: 2 });
  });

  it("tells what changed after each commit", async () => {
    const changes: Change[] = [];
    const end = bed.store.onCommit((change) => changes.push(change));
    await bed.record(bed.station.drop(weigh(1_000)));
    await bed.act("card-block", { card: card("other") });
    await bed.act("station-revoke", { station: "beitillo-01" });
    await bed.act("restored", { since: "2026-11-20T00:00:00.000Z" });
    end();
    await bed.record(bed.station.drop(weigh(1_000)));
    expect(
      changes.map(({ settings, blocked, deposits }) => [settings, blocked, deposits.length]),
    ).toEqual([
      [[], false, 1],
      [[], true, 0],
      [["beitillo-01"], false, 0],
      ["all", false, 0],
    ]);
  });

  it("shows the sum by which a deposit can be checked by hand", async () => {
    await bed.record(bed.station.drop(weigh(8_020)), bed.station.drop(weigh(4_320)));
    const [deposit] = await bed.store.recentDeposits(1);
    expect(deposit).toMatchObject({ net: 4_320, credited: 173, holder: "household:h001" });
    expect(deposit?.working).toMatchObject({
      month: "2026-11",
      gramsA: 12_340,
      paidA: 12_340,
      rateMinorUnitsPerKg: 40,
      monthCredit: 494,
      monthPoints: 49_360,
    });
  });

  it("adds up streams, households and the relief year", async () => {
    await bed.record(bed.station.drop(weigh(4_320)), bed.station.drop(weigh(400)));
    expect(await bed.store.streamTotals()).toEqual([
      { stream: "plastic", deposits: 2, grams: 4_720, credited: 173 },
    ]);
    expect(await bed.store.reliefTotals(2026)).toEqual([
      {
        household: "h001",
        gramsByStream: { plastic: 4_720 as Grams },
        ...{ points: 17_280, compared: 17, basisPoints: 0 },
      },
    ]);
    expect(await bed.store.household("h001")).toMatchObject({
      sizes: [{ fromMonth: "2026-11", members: 5 }],
      balance: 173,
      points: [{ year: 2026, points: 17_280 }],
      cards: [{ card: card("card-1"), blocked: false, owesProof: false }],
    });
    expect(await bed.store.household("nobody")).toBeNull();
  });

  it("exports every event and every journal entry, in order", async () => {
    await bed.record(
      bed.station.drop(weigh(4_320)),
      bed.station.drop({ kind: "emptied", data: {} }),
    );
    const kinds: string[] = [];
    for await (const { body } of bed.store.events()) kinds.push(body.kind);
    expect(kinds).toEqual([
      "scheme-opened",
      "station-enrolled",
      "tariff-published",
      "household-added",
      "card-issued",
      "entry-received",
      "entry-received",
    ]);
    const entries = [];
    for await (const entry of bed.store.ledgerEntries()) entries.push(entry);
    expect(entries).toMatchObject([
      {
        date: "2026-11-22",
        kind: "entry-received",
        tags: { deposit: "beitillo/beitillo-01/1/1" },
      },
    ]);
    expect(entries[0]?.postings).toHaveLength(6);
  });

  it("gives versions that only rise", async () => {
    expect(await bed.store.nextVersion("settings", EpochMs(1_000))).toBe(1_000);
    expect(await bed.store.nextVersion("settings", EpochMs(900))).toBe(1_001);
    expect(await bed.store.nextVersion("blocked", EpochMs(900))).toBe(900);
  });

  it("remembers restores for 90 days", async () => {
    expect(await bed.store.restoredAt(NOW)).toBeNull();
    await bed.act("restored", { since: "2026-11-20T00:00:00.000Z" });
    expect(await bed.store.restoredAt(NOW)).toEqual({
      since: "2026-11-20T00:00:00.000Z",
      at: "2026-11-22T08:00:01.000Z",
    });
    expect(await bed.store.restoredAt(at("2027-02-21T08:00:00.000Z"))).toBeNull();
    const second = at("2026-12-01T08:00:00.000Z");
    await bed.act("restored", { since: "2026-11-25T00:00:00.000Z" }, second);
    expect(await bed.store.restoredAt(second)).toEqual({
      since: "2026-11-20T00:00:00.000Z", // the oldest, although another was restored since
      at: "2026-12-01T08:00:00.000Z",
    });
    expect(await bed.store.restoredAt(at("2027-02-21T08:00:00.000Z"))).toMatchObject({
      since: "2026-11-25T00:00:00.000Z",
    });
  });
}
