import { afterEach, beforeEach, expect, it } from "vitest";
import type { Act } from "../../registry/act.ts";
import { at, card, plastic, sampleStation } from "../sample-station.ts";
import { sampleTariff } from "../sample-tariff.ts";
import type { Store } from "../store.ts";
import { NOW, type OpenStore } from "./testbed.ts";

export function promisesOfTheFirstTariff(open: OpenStore): void {
  let store: Store;
  let station: ReturnType<typeof sampleStation>;
  const did = async (fields: object) => {
    const done = await store.act({ actor: "test", at: NOW, ...fields } as Act);
    expect(done).toMatchObject({ ok: true });
  };
  const publish = () => did({ kind: "tariff-publish", tariff: sampleTariff() });
  const claim = () => did({ kind: "card-issue", household: "h001", card: card("card-1") });
  const drops = (...data: object[]) => station.page(data.map((it) => station.entry({ data: it })));
  const outcomes = async (page: ReturnType<typeof drops>) =>
    (await store.recordPages([page]))[0]?.outcomes;
  const balances = async () =>
    Object.fromEntries(
      (await store.balances()).map(({ account, asset, amount }) => [`${account} ${asset}`, amount]),
    );

  beforeEach(async () => {
    store = await open();
    station = sampleStation();
    const { publicJwk: publicKey } = station.key;
    await did({ kind: "station-enrol", station: "beitillo-01", publicKey, passwordHash: "x" });
    await did({ kind: "household-add", household: "h001", members: 4 });
  });
  afterEach(() => store.close());

  it("pays what people had decided about before it, as they decided", async () => {
    await claim();
    await outcomes(drops(plastic(1_000), plastic(2_000), plastic(3_000)));
    const correct = (seq: number, correction: object) =>
      did({
        ...{ kind: "deposit-correct", deposit: `beitillo-01/1/${seq}`, reason: "x" },
        correction: { strikeOut: false, ...correction },
      });
    await correct(1, { net: 1_500 });
    await correct(2, { strikeOut: true });
    await publish();
    expect((await balances())["household:h001 QAM/2"]).toBe(60 + 120);
    expect((await balances())["household:h001 G/0:plastic"]).toBe(-4_500);
    await correct(2, {});
    expect((await balances())["household:h001 QAM/2"]).toBe(260);
    const again = await open();
    await again.replay(store.events());
    expect(await again.digests()).toEqual(await store.digests());
    await again.close();
  });

  it("records what no tariff pays, and pays it when the scheme's first one begins with the month", async () => {
    await claim();
    const page = drops(plastic(1_000), plastic(300));
    expect((await outcomes(page))?.map(({ reasons }) => reasons)).toEqual([
      ["not-paid"],
      ["not-paid"],
    ]);
    await publish();
    expect(await outcomes(page)).toMatchObject([
      { repeat: true, reasons: [], credited: 40, balance: 40 },
      { repeat: true, reasons: ["below-minimum"], credited: 0 },
    ]);
    expect(await balances()).toMatchObject({
      "household:h001 G/0:plastic": -1_300,
      "bin:beitillo-01:plastic G/0:plastic": 1_300,
    });
    expect(await store.streamTotals()).toMatchObject([{ grams: 1_300, deposits: 2, credited: 40 }]);
  });

  it("pays the household of a card that was claimed before it", async () => {
    const page = drops(plastic(1_000));
    expect((await outcomes(page))?.[0]?.reasons).toEqual(["not-paid", "unclaimed"]);
    await claim();
    await publish();
    expect(await outcomes(page)).toMatchObject([{ reasons: [], credited: 40, balance: 40 }]);
    expect(await balances()).toEqual({
      "household:h001 G/0:plastic": -1_000,
      "bin:beitillo-01:plastic G/0:plastic": 1_000,
      "issuance:plastic QAM/2": -40,
      "household:h001 QAM/2": 40,
      "municipality:relief:2026 RLF/3": -4_000,
      "household:h001:relief:2026 RLF/3": 4_000,
    });
    expect((await store.household("h001"))?.months).toEqual([
      { month: "2026-11", stream: "plastic", grams: 1_000 },
    ]);
  });

  it("holds what it does not accept, and lets what was held stay so", async () => {
    await claim();
    const manual = { ...plastic(1_000), capture: "manual", scale: null, attendant: card("a") };
    const page = drops(plastic(10_001), { ...plastic(1_000), stream: "batteries" }, manual);
    expect((await outcomes(page))?.map(({ outcome }) => outcome)).toEqual([
      "posted",
      "posted",
      "held",
    ]);
    await publish();
    expect(await outcomes(page)).toMatchObject([
      { outcome: "held", reasons: ["weight-implausible"], credited: null, balance: null },
      { outcome: "held", reasons: ["stream-not-accepted"] },
      { outcome: "held", reasons: ["manual-entry"] },
    ]);
    expect(await balances()).toEqual({});
    expect((await store.household("h001"))?.months).toEqual([]);
    expect(await store.streamTotals()).toEqual([]);
  });

  it("may still begin with the current month in its last minutes", async () => {
    const last = at("2026-11-30T21:59:59.999Z");
    await did({ kind: "tariff-publish", tariff: sampleTariff(), at: last });
  });

  it("leaves what was weighed before its month, and writes no empty journal entry", async () => {
    await claim();
    const [october, small] = [at("2026-10-31T21:59:59.999Z"), at("2026-10-31T22:00:00.000Z")];
    const entries = [
      station.entry({ at: october }),
      station.entry({ at: small, data: plastic(400) }),
    ];
    const page = station.page(entries);
    await outcomes(page);
    await publish();
    expect((await outcomes(page))?.map(({ reasons }) => reasons)).toEqual([
      ["not-paid"],
      ["below-minimum"],
    ]);
    const kinds: string[] = [];
    for await (const { kind } of store.ledgerEntries()) kinds.push(kind);
    expect(kinds).toEqual(["entry-received", "entry-received"]);
  });
}
