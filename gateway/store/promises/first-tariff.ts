import { expect, it } from "vitest";
import type { CardId } from "#contract/ids.ts";
import type { Act } from "../../registry/act.ts";
import { card, plastic, sampleStation } from "../sample-station.ts";
import { sampleTariff } from "../sample-tariff.ts";
import { NOW, type OpenStore } from "./testbed.ts";

export function promisesOfTheFirstTariff(open: OpenStore): void {
  it("pays it to the household that has claimed the card meanwhile", async () => {
    const store = await open();
    const station = sampleStation();
    const did = (fields: object) => store.act({ actor: "test", at: NOW, ...fields } as Act);
    const { publicJwk: publicKey } = station.key;
    await did({ kind: "station-enrol", station: "beitillo-01", publicKey, passwordHash: "x" });
    const stray: CardId = card("stray");
    const page = station.drop({ data: { ...plastic(1_000), card: stray } });
    await store.recordPages([page]);
    await did({ kind: "household-add", household: "h001", members: 4 });
    await did({ kind: "card-issue", household: "h001", card: stray });
    expect(await did({ kind: "tariff-publish", tariff: sampleTariff() })).toMatchObject({
      ok: true,
    });
    const [again] = await store.recordPages([page]);
    expect(again?.outcomes).toMatchObject([{ credited: 40, balance: 40, reasons: [] }]);
    expect(await store.household("h001")).toMatchObject({
      balance: 40,
      months: [{ month: "2026-11", stream: "plastic", grams: 1_000 }],
    });
    const nobodys = (await store.balances()).filter(({ account }) => /^uncl/.test(account));
    expect(nobodys.filter(({ amount }) => amount !== 0)).toEqual([]);
    await store.close();
  });

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
    expect(await store.streamTotals()).toMatchObject([{ grams: 1_300, deposits: 2, credited: 40 }]);
    await store.close();
  });
}
