import { afterEach, beforeEach, expect } from "vitest";
import type { Outcome } from "#contract/receipt.ts";
import { EpochMs } from "#contract/units.ts";
import type { Act } from "../../registry/act.ts";
import { at, card, plastic, sampleStation } from "../sample-station.ts";
import { sampleTariff } from "../sample-tariff.ts";
import type { ReceivedPage, Store } from "../store.ts";

export type OpenStore = () => Promise<Store>;
export const NOW = at("2026-11-22T08:00:01.000Z");

export const weigh = (net: number, more: object = {}) => ({ data: { ...plastic(net), ...more } });

/**
 * A new store for each test, with one station, one tariff and household h001, which holds card-1.
 * After each test every asset must sum to zero, and a replay of the events must build the same tables.
 */
export function testbed(open: OpenStore) {
  let store: Store;
  let station: ReturnType<typeof sampleStation>;
  const act = async (kind: Act["kind"], fields: object, time = NOW) => {
    const done = await store.act({ actor: "test", at: time, kind, ...fields } as Act);
    return done.ok ? null : done.problem.code;
  };
  const enrol = (it: typeof station) =>
    act("station-enrol", { station: it.station, publicKey: it.key.publicJwk, passwordHash: "x" });
  /** A further chain of a station that is enrolled already. */
  const admit = async ({ station: name, key }: typeof station) => {
    const { publicJwk: publicKey, id: chain } = key;
    await act("chain-request", { station: name, chain, publicKey });
    await act("chain-approve", { station: name, code: chain.slice(0, 12) });
  };
  const record = async (...pages: ReceivedPage[]): Promise<Outcome[]> => {
    const answers = await store.recordPages(pages);
    return answers.flatMap(({ outcomes }) => outcomes);
  };
  const balanceOf = async (account: string, asset = "QAM/2") => {
    const all = await store.balances();
    return all.find((it) => it.account === account && it.asset === asset)?.amount ?? 0;
  };

  beforeEach(async () => {
    store = await open();
    station = sampleStation();
    await enrol(station);
    await act("tariff-publish", { tariff: sampleTariff() });
    await act("household-add", { household: "h001", members: 5 });
    await act("card-issue", { household: "h001", card: card("card-1") }, EpochMs(0));
  });
  afterEach(async () => {
    const totals = new Map<string, number>();
    for (const { asset, amount } of await store.balances()) {
      totals.set(asset, (totals.get(asset) ?? 0) + amount);
    }
    for (const sum of totals.values()) expect(sum).toBe(0);
    await expectReplay(store, open);
    await store.close();
  });

  return {
    get store() {
      return store;
    },
    get station() {
      return station;
    },
    act,
    enrol,
    admit,
    record,
    balanceOf,
  };
}

async function expectReplay(store: Store, open: OpenStore): Promise<void> {
  const again = await open();
  await again.replay(store.events());
  expect(await again.digests()).toEqual(await store.digests());
  await again.close();
}
