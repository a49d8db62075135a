import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CardId } from "#contract/ids.ts";
import type { JsonObject } from "#contract/json.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import type { Outcome } from "#contract/receipt.ts";
import { fail } from "#contract/result.ts";
import { EpochMs, type Grams } from "#contract/units.ts";
import type { TariffDocument } from "../journal/tariff-document.ts";
import type { Act } from "../registry/act.ts";
import { parseTariff } from "../tariff/document.ts";
import { at, BOOT, card, plastic, sampleStation } from "./sample-station.ts";
import type { Change, ReceivedPage, Store } from "./store.ts";

const NOW = at("2026-11-22T08:00:01.000Z");

export const sampleTariff = (change: Partial<TariffDocument> = {}): TariffDocument => {
  const parsed = parseTariff(`
    id = "tariff-1"
    valid_from = "2026-11"
    verified_scale_demanded = false
    decision = { number = "7/2026", date = "2026-10-20" }
    ledgers = { credits = true, points = true }
    grade_factors = { A = 100, B = 67 }
    [[streams]]
    stream = "plastic"
    label = { ar = "بلاستيك", en = "Plastic" }
    rate_minor_units_per_kg = 40
    points_per_kg = 4
    min_grams = 500
    max_grams = 10000
    month_cap_grams = 25000
    [[streams]]
    stream = "aluminium"
    label = { ar = "ألمنيوم", en = "Aluminium" }
    rate_minor_units_per_kg = 250
    points_per_kg = 5
    min_grams = 200
    max_grams = 5000
    month_cap_grams = 5000
    attended_only = true
    [[streams]]
    stream = "residual"
    label = { ar = "متبقي", en = "Residual" }
    rate_minor_units_per_kg = 0
    points_per_kg = 0
    min_grams = 500
  `);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return { ...parsed.value, ...change };
};

/** What every store promises, whatever it is made of. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store;
    let station: ReturnType<typeof sampleStation>;
    const act = async (kind: Act["kind"], fields: object, time = NOW) => {
      const done = await store.act({ actor: "test", at: time, kind, ...fields } as Act);
      return done.ok ? null : done.problem.code;
    };
    const enrol = (it: typeof station) =>
      act("station-enrol", { station: it.station, publicKey: it.key.publicJwk, passwordHash: "x" });
    const record = async (...pages: ReceivedPage[]): Promise<Outcome[]> => {
      const answers = await store.recordPages(pages);
      return answers.flatMap(({ outcomes }) => outcomes);
    };
    const sums = async () => {
      const totals = new Map<string, number>();
      for (const { asset, amount } of await store.balances()) {
        totals.set(asset, (totals.get(asset) ?? 0) + amount);
      }
      return [...totals.values()];
    };
    const balanceOf = async (account: string, asset = "QAM/2") => {
      const all = await store.balances();
      return all.find((it) => it.account === account && it.asset === asset)?.amount ?? 0;
    };
    const weigh = (net: number, more: object = {}) => ({ data: { ...plastic(net), ...more } });

    beforeEach(async () => {
      store = await open();
      station = sampleStation();
      await enrol(station);
      await act("tariff-publish", { tariff: sampleTariff() });
      await act("household-add", { household: "h001", members: 5 });
      await act("card-issue", { household: "h001", card: card("card-1") }, EpochMs(0));
    });
    afterEach(async () => {
      for (const sum of await sums()) expect(sum).toBe(0);
      await store.close();
    });

    it("posts a deposit with its credit and points, in one entry that sums to zero", async () => {
      const [outcome] = await record(station.drop(weigh(4_320)));
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
      expect(await balanceOf("bin:beitillo-01:plastic", "G/0:plastic")).toBe(4_320);
      expect(await balanceOf("household:h001:relief:2026", "RLF/3")).toBe(17_280);
      expect(await balanceOf("issuance:plastic")).toBe(-173);
    });

    it("answers the same entry sent again with the same outcome, and posts nothing", async () => {
      const page = station.drop(weigh(4_320));
      const [first] = await record(page);
      const [again, third] = await record(page, page);
      expect(again).toEqual({ ...first, repeat: true });
      expect(third).toEqual({ ...first, repeat: true });
      expect(await balanceOf("household:h001")).toBe(173);
    });

    it("keeps the first of two entries with one id, and quarantines the other whole", async () => {
      const entry = station.entry(weigh(1_000));
      const changed = { ...entry, data: { ...plastic(9_000) } } as unknown as JsonObject;
      const [first, second] = await record(station.page([entry]), station.page([changed]));
      expect(first?.outcome).toBe("posted");
      expect(second).toMatchObject({ outcome: "conflict", repeat: false, credited: null });
      expect((await record(station.page([changed])))[0]).toMatchObject({
        outcome: "conflict",
        repeat: true,
      });
      expect(await store.quarantine()).toMatchObject({ conflicts: 1 });
      expect(await balanceOf("household:h001")).toBe(40);
    });

    it("refuses a malformed entry, which takes its id, and goes on with the others", async () => {
      const bad = {
        ...station.entry(),
        data: { ...plastic(1_000), net: -1 },
      } as unknown as JsonObject;
      const page = station.page([bad, station.entry(weigh(1_000))]);
      const [refused, posted] = await record(page);
      expect(refused).toMatchObject({ outcome: "refused", reasons: ["malformed"] });
      expect(posted).toMatchObject({ outcome: "posted", credited: 40 });
      expect((await record(page))[0]).toMatchObject({ outcome: "refused", repeat: true });
    });

    it("refuses an entry of another chain, which takes no id and moves no next", async () => {
      const foreign = { ...station.entry(), chain: "f".repeat(22) };
      const page = station.page([foreign]);
      expect((await record(page))[0]).toMatchObject({
        outcome: "refused",
        reasons: ["wrong-chain"],
      });
      expect((await record(page))[0]).toMatchObject({ repeat: true });
      expect((await store.stations())[0]?.chains[0]?.next).toBe(1);
    });

    it.each([
      "bad-signature",
      "unreadable",
      "no-such-chain",
      "no-such-station",
      "internal",
    ] as const)("defers a whole page for %s", async (reason) => {
      const page = station.page([station.entry(), station.entry()]);
      const outcomes = await record({ ...page, page: fail(reason) });
      const deferred = { outcome: "deferred", hash: null, repeat: false, reasons: [reason] };
      expect(outcomes).toMatchObject([
        { ...deferred, seq: 1 },
        { ...deferred, seq: 2 },
      ]);
    });

    it("defers what comes under a chain that is not enrolled, not approved, or another station's", async () => {
      const stranger = sampleStation("beitillo-01");
      expect((await record(stranger.drop()))[0]).toMatchObject({ reasons: ["no-such-chain"] });
      const { publicJwk, id: chain } = stranger.key;
      await act("chain-request", { station: "beitillo-01", chain, publicKey: publicJwk });
      expect((await record(stranger.page([stranger.entry()])))[0]?.outcome).toBe("deferred");
      expect(
        await act("chain-approve", { station: "beitillo-01", code: chain.slice(0, 12) }),
      ).toBeNull();
      expect((await record(stranger.page([stranger.entry()])))[0]?.outcome).toBe("posted");
      const page = stranger.page([stranger.entry()]);
      const elsewhere = { ...page, range: { ...page.range, station: "beitillo-02" } };
      expect((await record(elsewhere))[0]).toMatchObject({ reasons: ["no-such-chain"] });
    });

    it.each([
      ["below-minimum", weigh(499), 0],
      ["below-minimum", weigh(1_990, { scale: { ...plastic(1).scale, division: 100 } }), 0],
      ["grade-c", weigh(1_000, { grade: "C" }), 0],
      ["not-paid", weigh(1_000, { stream: "residual" }), 0],
    ])("records what earns nothing: %s", async (reason, drop, credited) => {
      const [outcome] = await record(station.drop(drop));
      expect(outcome).toMatchObject({ outcome: "posted", reasons: [reason], credited });
      expect(await balanceOf("household:h001")).toBe(0);
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
      const [outcome] = await record(station.drop(drop));
      expect(outcome).toMatchObject({
        outcome: "held",
        reasons: [reason],
        credited: null,
        points: null,
        balance: null,
        owed: null,
      });
      expect(await store.heldDeposits()).toHaveLength(1);
      expect(await balanceOf("bin:beitillo-01:plastic", "G/0:plastic")).toBe(0);
    });

    it("pays at most the month's cap, for the household's size", async () => {
      const weights = [10_000, 10_000, 10_000];
      const outcomes = await record(...weights.map((net) => station.drop(weigh(net))));
      expect(outcomes.map(({ credited }) => credited)).toEqual([400, 400, 242]); // cap 26,041 g
      expect(outcomes.map(({ reasons }) => reasons)).toEqual([[], [], ["over-cap"]]);
      const [more] = await record(station.drop(weigh(1_000)));
      expect(more).toMatchObject({ credited: 0, reasons: ["over-cap"] });
    });

    it("holds what a blocked card brings from its blocking on", async () => {
      await act("card-block", { card: card("card-1") }, at("2026-11-22T08:00:00.500Z"));
      const before = station.drop(weigh(1_000));
      const after = station.drop({ at: at("2026-11-22T08:00:00.500Z"), ...weigh(1_000) });
      const outcomes = await record(before, after);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(["posted", "held"]);
      expect(await store.blockedCards(10)).toEqual([card("card-1")]);
    });

    it("holds what comes under a revoked chain, and changes no outcome already given", async () => {
      const page = station.drop(weigh(1_000));
      await record(page);
      await act("station-revoke", { station: "beitillo-01" });
      const emptied = station.entry({ kind: "emptied", data: { stream: "plastic" } });
      const outcomes = await record(page, station.drop(weigh(1_000)), station.page([emptied]));
      expect(outcomes).toMatchObject([
        { outcome: "posted", repeat: true },
        { outcome: "held", reasons: ["chain-revoked"] },
        { outcome: "held", reasons: ["chain-revoked"] },
      ]);
    });

    it("takes an entry of another kind into the journal, worth nothing", async () => {
      const [outcome] = await record(
        station.drop({ kind: "calibration", data: { zero: 8_388_608 } }),
      );
      expect(outcome).toMatchObject({
        outcome: "posted",
        reasons: [],
        credited: null,
        balance: null,
      });
    });

    describe("a clock never set", () => {
      const unset = (uptimeMs: number) => ({ clock: "unset" as const, uptimeMs, ...weigh(1_000) });

      it("is dated by the page's own moment of cutting", async () => {
        const sent = { at: at("2026-11-22T08:00:00.000Z"), uptimeMs: 3_600_000 };
        const page = station.page([station.entry(unset(0))], { sent });
        expect((await record(page))[0]).toMatchObject({ outcome: "posted", credited: 40 });
        const [deposit] = await store.recentDeposits(1);
        expect(deposit?.weighedAt).toBe("2026-11-22T07:00:00.000Z");
      });

      it("is held, then dated by a later page of the same boot, once and for all", async () => {
        const early = station.page([station.entry(unset(60_000))], { sent: { clock: "unset" } });
        expect((await record(early))[0]).toMatchObject({ reasons: ["clock-implausible"] });
        const sent = { at: at("2026-11-22T08:00:00.000Z"), uptimeMs: 110_000 };
        await record(station.page([station.entry(weigh(1_000))], { sent }));
        expect((await record(early))[0]).toMatchObject({
          outcome: "posted",
          repeat: true,
          credited: 40,
        });
        expect(await store.heldDeposits()).toEqual([]);
        const deposits = await store.recentDeposits(5);
        expect(deposits.map(({ seq, weighedAt }) => [seq, weighedAt])).toContainEqual([
          1,
          "2026-11-22T07:59:10.000Z",
        ]);
      });

      it("is not dated by another boot, another station, or a clock that is itself implausible", async () => {
        const early = station.page([station.entry(unset(60_000))], { sent: { clock: "unset" } });
        await record(early);
        const other = sampleStation("beitillo-02");
        await enrol(other);
        await record(other.drop(weigh(1_000)));
        const boot = BOOT.replace("0", "9");
        await record(station.page([station.entry({ boot, ...weigh(1_000) })], { sent: { boot } }));
        const wrong = { clock: "synced" as const, at: at("2020-01-01T00:00:00.000Z") };
        await record(station.page([station.entry({ ...wrong, ...weigh(1_000) })], { sent: wrong }));
        expect((await record(early))[0]).toMatchObject({ outcome: "held", repeat: true });
      });
    });

    describe("a card that nobody has claimed", () => {
      const stray = { card: card("stray") };

      it("earns into its own account, until its household claims it with all it earned", async () => {
        const [outcome] = await record(station.drop(weigh(10_000, stray)));
        expect(outcome).toMatchObject({ reasons: ["unclaimed"], credited: 400, balance: 400 });
        await record(station.drop(weigh(10_000)), station.drop(weigh(10_000)));
        expect(await act("card-issue", { household: "h001", card: card("stray") })).toBeNull();
        expect(await balanceOf("household:h001")).toBe(1_042); // one month of 30 kg, cap 26,041 g
        expect(await balanceOf(`unclaimed:${card("stray")}`)).toBe(0);
        expect(await balanceOf("household:h001", "G/0:plastic")).toBe(-30_000);
        expect((await store.household("h001"))?.months).toEqual([
          { month: "2026-11", stream: "plastic", grams: 30_000 },
        ]);
      });

      it("gives the same whether it is claimed early or late", async () => {
        const early = sampleStation("beitillo-02");
        await enrol(early);
        await act("household-add", { household: "h002", members: 5 });
        await act("card-issue", { household: "h002", card: card("claimed") });
        const weights = [9_000, 8_000, 9_500];
        const claimed = weights.map((net) => early.drop(weigh(net, { card: card("claimed") })));
        await record(...claimed, ...weights.map((net) => station.drop(weigh(net, stray))));
        await act("household-add", { household: "h003", members: 5 });
        await act("card-issue", { household: "h003", card: card("stray") });
        expect(await balanceOf("household:h003")).toBe(await balanceOf("household:h002"));
        const points = "RLF/3";
        expect(await balanceOf("household:h003:relief:2026", points)).toBe(
          await balanceOf("household:h002:relief:2026", points),
        );
      });

      it("leaves points of a year whose cut-off has passed where they are", async () => {
        await record(station.drop(weigh(1_000, stray)));
        const late = at("2027-04-01T08:00:00.000Z");
        await act("card-issue", { household: "h001", card: card("stray") }, late);
        expect(await balanceOf("household:h001")).toBe(40);
        expect(await balanceOf("household:h001:relief:2026", "RLF/3")).toBe(0);
        expect(await balanceOf(`unclaimed:${card("stray")}:relief:2026`, "RLF/3")).toBe(4_000);
      });

      it("is named as the latest card of its station", async () => {
        await record(station.drop(weigh(1_000)), station.drop(weigh(1_000, stray)));
        expect(await store.lastCardAt("beitillo-01")).toBe(card("stray"));
        expect(await store.lastCardAt("nowhere")).toBeNull();
      });
    });

    it("reports gaps and broken links, and lets them hold back nothing", async () => {
      const [one, two, three] = [station.entry(), station.entry(), station.entry()];
      const unlinked = { ...three, prev: "x".repeat(43) };
      await record(station.page([one]), station.page([unlinked]));
      expect((await store.stations())[0]?.chains[0]).toMatchObject({
        next: 4,
        missing: 1,
        brokenLinks: 0,
      });
      await record(station.page([two]));
      expect((await store.stations())[0]?.chains[0]).toMatchObject({
        next: 4,
        missing: 0,
        brokenLinks: 1,
      });
    });

    it("tells what changed after each commit", async () => {
      const changes: Change[] = [];
      const end = store.onCommit((change) => changes.push(change));
      await record(station.drop(weigh(1_000)));
      await act("card-block", { card: card("other") });
      await act("station-revoke", { station: "beitillo-01" });
      end();
      await record(station.drop(weigh(1_000)));
      expect(
        changes.map(({ settings, blocked, deposits }) => [settings, blocked, deposits.length]),
      ).toEqual([
        [[], false, 1],
        [[], true, 0],
        [["beitillo-01"], false, 0],
      ]);
    });

    it("shows the sum by which a deposit can be checked by hand", async () => {
      await record(station.drop(weigh(8_020)), station.drop(weigh(4_320)));
      const [deposit] = await store.recentDeposits(1);
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
      await record(station.drop(weigh(4_320)), station.drop(weigh(400)));
      expect(await store.streamTotals()).toEqual([
        { stream: "plastic", deposits: 2, grams: 4_720, credited: 173 },
      ]);
      expect(await store.reliefTotals(2026)).toEqual([
        { household: "h001", gramsByStream: { plastic: 4_720 as Grams }, points: 17_280 },
      ]);
      expect(await store.household("h001")).toMatchObject({
        members: 5,
        balance: 173,
        points: [{ year: 2026, points: 17_280 }],
        cards: [{ card: card("card-1"), blocked: false }],
      });
      expect(await store.household("nobody")).toBeNull();
    });

    it("exports every event and every journal entry, in order", async () => {
      await record(station.drop(weigh(4_320)), station.drop({ kind: "emptied", data: {} }));
      const kinds: string[] = [];
      for await (const { body } of store.events()) kinds.push(body.kind);
      expect(kinds).toEqual([
        "station-enrolled",
        "tariff-published",
        "household-added",
        "card-issued",
        "entry-received",
        "entry-received",
      ]);
      const entries = [];
      for await (const entry of store.ledgerEntries()) entries.push(entry);
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
      expect(await store.nextVersion("settings", EpochMs(1_000))).toBe(1_000);
      expect(await store.nextVersion("settings", EpochMs(900))).toBe(1_001);
      expect(await store.nextVersion("blocked", EpochMs(900))).toBe(900);
    });

    it("remembers restores for 90 days", async () => {
      expect(await store.restoredAt(NOW)).toBeNull();
      await act("restored", { since: "2026-11-20T00:00:00.000Z" });
      expect(await store.restoredAt(NOW)).toEqual({
        since: "2026-11-20T00:00:00.000Z",
        at: "2026-11-22T08:00:01.000Z",
      });
      expect(await store.restoredAt(at("2027-02-21T08:00:00.000Z"))).toBeNull();
    });

    it.each<[string, Act["kind"], object]>([
      [
        "station-exists",
        "station-enrol",
        { station: "beitillo-01", publicKey: generateSigningKey().publicJwk, passwordHash: "x" },
      ],
      ["no-such-station", "station-revoke", { station: "nowhere" }],
      ["no-such-station", "chain-approve", { station: "nowhere", code: "x" }],
      ["no-such-request", "chain-approve", { station: "beitillo-01", code: "Zk3e4567890_" }],
      ["household-exists", "household-add", { household: "h001", members: 2 }],
      ["no-such-household", "card-issue", { household: "h999", card: card("new") }],
      ["card-already-issued", "card-issue", { household: "h001", card: card("card-1") }],
      ["tariff-overlaps", "tariff-publish", { tariff: sampleTariff({ id: "other" }) }],
      ["tariff-overlaps", "tariff-publish", { tariff: sampleTariff({ validFrom: "2027-01" }) }],
      [
        "tariff-too-late",
        "tariff-publish",
        { tariff: sampleTariff({ id: "other", validFrom: "2026-10" }) },
      ],
    ])("refuses with %s, and changes nothing", async (code, kind, fields) => {
      const before: unknown[] = [];
      for await (const event of store.events()) before.push(event);
      expect(await act(kind, fields)).toBe(code);
      const after: unknown[] = [];
      for await (const event of store.events()) after.push(event);
      expect(after).toEqual(before);
    });

    it("does not let one key serve two stations", async () => {
      const twin = { station: "beitillo-09", publicKey: station.key.publicJwk, passwordHash: "x" };
      expect(await act("station-enrol", twin)).toBe("key-known");
    });
  });

  describe(`${name}, before any tariff`, () => {
    it("records what no tariff pays, and pays it when the scheme's first one begins with the month", async () => {
      const store = await open();
      const station = sampleStation();
      const did = (fields: object) => store.act({ actor: "test", at: NOW, ...fields } as Act);
      const { publicJwk: publicKey } = station.key;
      await did({ kind: "station-enrol", station: "beitillo-01", publicKey, passwordHash: "x" });
      const own: CardId = card("card-1");
      await did({ kind: "household-add", household: "h001", members: 4 });
      await did({ kind: "card-issue", household: "h001", card: own });
      const page = station.page([1_000, 300].map((net) => station.entry({ data: plastic(net) })));
      const [first] = await store.recordPages([page]);
      expect(first?.outcomes.map(({ reasons }) => reasons)).toEqual([["not-paid"], ["not-paid"]]);
      await did({ kind: "tariff-publish", tariff: sampleTariff() });
      const [again] = await store.recordPages([page]);
      expect(again?.outcomes).toMatchObject([
        { repeat: true, reasons: [], credited: 40, balance: 40 },
        { repeat: true, reasons: ["below-minimum"], credited: 0 },
      ]);
      const grams = (await store.balances()).filter(({ asset }) => asset === "G/0:plastic");
      expect(grams.map(({ amount }) => amount)).toEqual([1_300, -1_300]);
      expect(await store.streamTotals()).toMatchObject([
        { grams: 1_300, deposits: 2, credited: 40 },
      ]);
      await store.close();
    });
  });
}
