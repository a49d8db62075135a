import * as fc from "fast-check";
import { expect, it } from "vitest";
import { EpochMs, Grams } from "#contract/units.ts";
import type { Act } from "../../registry/act.ts";
import { at, card, plastic, sampleStation } from "../sample-station.ts";
import { sampleTariff } from "../sample-tariff.ts";
import type { Store } from "../store.ts";
import { openSqliteStore } from "./open.ts";

const FACTS = {
  scheme: "beitillo",
  timeZone: "Asia/Hebron",
  currency: { code: "QAM", minorUnits: 2 },
};
const NOW = at("2026-12-05T12:00:00.000Z");

const bag = fc.record({
  on: fc.constantFrom("2026-10-31", "2026-11-01", "2026-11-20", "2026-11-30", "2026-12-05"),
  stream: fc.constantFrom("plastic", "aluminium", "residual", "organic"),
  grade: fc.constantFrom("A" as const, "B" as const, "C" as const, null),
  // No bag is above a maximum: a station's would be held, and people's is not.
  net: fc.integer({ min: 20, max: 5_000 }).map(Grams),
  byHand: fc.boolean(),
});
type Bag = typeof bag extends fc.Arbitrary<infer One> ? One : never;
/** Enough of them to come to the caps. */
const bags = fc.array(bag, { minLength: 1, maxLength: 20 });

async function openVillage() {
  const store = openSqliteStore(":memory:", FACTS);
  const station = sampleStation();
  const act = async (kind: Act["kind"], fields: object, time = NOW) => {
    const done = await store.act({ kind, actor: "amal", at: time, ...fields } as Act);
    expect(done).toMatchObject({ ok: true });
  };
  const { publicJwk: publicKey } = station.key;
  await act("station-enrol", { station: station.station, publicKey, passwordHash: "x" });
  await act("tariff-publish", { tariff: TARIFF }, at("2026-10-20T08:00:00.000Z"));
  await act("household-add", { household: "h001", members: 5 });
  await act("card-issue", { household: "h001", card: card("card-1") }, EpochMs(0));
  const send = async ({ on, stream, grade, net }: Bag) => {
    // So fine that it weighs what a slip may say; its least weight is the tariff's.
    const scale = { ...plastic(net).scale, division: 1 };
    const more: object = { stream, grade, scale, attendant: card("attendant") };
    const data = { ...plastic(net), ...more };
    const entry = station.entry({ at: at(`${on}T10:00:00.000Z`), data });
    await store.recordPages([station.page([entry], { receivedAt: NOW })]);
  };
  const enter = async (slip: string, { on, stream, grade, net }: Bag) => {
    const where = { station: station.station, household: "h001", on, reason: "no power" };
    await act("deposit-enter", { ...where, slip, deposit: { stream, grade, net } });
  };
  const strikeOut = (slip: string) =>
    act("deposit-correct", {
      ...{ deposit: `beitillo-01/manual/${slip}`, reason: "entered twice" },
      correction: { strikeOut: true },
    });
  return { store, send, enter, strikeOut };
}

/** With a stream that nothing is paid for. */
const TARIFF = (() => {
  const { streams, ...tariff } = sampleTariff();
  const more = streams.slice(-1).map((residual) => ({ ...residual, stream: "organic" }));
  return { ...tariff, streams: [...streams, ...more] };
})();

/** What every account holds, and what the household's statement says; a line of nothing says nothing. */
async function worth(store: Store) {
  const { statements } = await store.reliefYear(2026);
  const told = statements.map(({ lines, milliPoints }) => ({
    lines: lines.filter(({ recordedGrams }) => recordedGrams > 0),
    milliPoints,
  }));
  return { balances: await store.balances(), told };
}

it("a slip earns what the station's own entry of the bag would have earned", async () => {
  await fc.assert(
    fc.asyncProperty(bags, async (all) => {
      const [sent, written] = [await openVillage(), await openVillage()];
      for (const [index, one] of all.entries()) {
        await sent.send(one);
        if (one.byHand) await written.enter(`${index}`, one);
        else await written.send(one);
      }
      expect(await worth(written.store)).toEqual(await worth(sent.store));
      await Promise.all([sent.store.close(), written.store.close()]);
    }),
    { numRuns: 30 },
  );
});

it("slips that are entered and struck out, in any order, leave every balance as it was", async () => {
  await fc.assert(
    fc.asyncProperty(bags, bags, async (kept, undone) => {
      const village = await openVillage();
      for (const one of kept) await village.send(one);
      const before = await worth(village.store);
      for (const [index, one] of undone.entries()) await village.enter(`${index}`, one);
      const inSomeOrder = undone
        .map(({ net }, index) => ({ net, index }))
        .sort((one, other) => one.net - other.net);
      for (const { index } of inSomeOrder) await village.strikeOut(`${index}`);
      expect(await worth(village.store)).toEqual(before);
      await village.store.close();
    }),
    { numRuns: 30 },
  );
});
