import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EpochMs } from "#contract/units.ts";
import type { Act } from "../../registry/act.ts";
import { at, BOOT, card, plastic, sampleStation } from "../sample-station.ts";
import { sampleTariff } from "../sample-tariff.ts";
import { openSqliteStore } from "./open.ts";
import { checkProof, proof } from "./proofs.fixture.ts";

const FACTS = {
  scheme: "beitillo",
  timeZone: "Asia/Hebron",
  currency: { code: "QAM", minorUnits: 2 },
};
const NOON = at("2026-11-22T10:00:00.000Z");
const RECEIVED = EpochMs(NOON + 86_400_000);
const STATIONS = ["beitillo-01", "beitillo-02"] as const;

const bags = fc.array(
  fc.record({
    station: fc.constantFrom(...STATIONS),
    boot: fc.constantFrom(BOOT, BOOT.replace("6", "7")),
    minute: fc.nat(30),
    card: fc.constantFrom(card("card-1"), card("card-2")),
    counter: fc.nat(2),
    forged: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);
type Bag = typeof bags extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

describe("bags with proofs, in whatever order they come", () => {
  it("are each judged by the first of their card and counter, and by nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(bags, async (arrived) => {
        const first = new Map<string, Bag>();
        const expected = arrived.map((bag) => {
          if (bag.forged) return "held";
          const key = `${bag.card} ${bag.counter}`;
          first.set(key, first.get(key) ?? bag);
          return isOneVisit(bag, first.get(key) ?? bag) ? "posted" : "held";
        });
        expect(await outcomesOf(arrived)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

/** The rule of docs/PROTOCOL.md, "Card proofs", written down again. */
const isOneVisit = (one: Bag, other: Bag): boolean =>
  one.station === other.station &&
  one.boot === other.boot &&
  Math.abs(one.minute - other.minute) <= 10;

/** And one who has the journal alone, and none of the keys, comes to the same tables. */
async function outcomesOf(arrived: readonly Bag[]) {
  const store = openSqliteStore(":memory:", { ...FACTS, checkProof });
  const stations = STATIONS.map((name) => sampleStation(name));
  const act = (fields: object) => store.act({ actor: "test", at: NOON, ...fields } as Act);
  for (const { station, key } of stations) {
    const { publicJwk: publicKey } = key;
    await act({ kind: "station-enrol", station, publicKey, passwordHash: "x" });
  }
  await act({ kind: "tariff-publish", tariff: sampleTariff() });
  const outcomes = [];
  for (const bag of arrived) {
    const station = stations[STATIONS.indexOf(bag.station)] ?? sampleStation();
    const { minute, boot, counter, forged, card: its } = bag;
    const data = { ...plastic(1_000), card: its, cardProof: proof(counter, forged) };
    const times = { at: EpochMs(NOON + minute * 60_000), uptimeMs: minute * 60_000, boot };
    const page = station.page([station.entry({ ...times, data })], { receivedAt: RECEIVED });
    const [answer] = await store.recordPages([page]);
    outcomes.push(answer?.outcomes[0]?.outcome);
  }
  const again = openSqliteStore(":memory:", FACTS);
  await again.replay(store.events());
  expect(await again.digests()).toEqual(await store.digests());
  await Promise.all([again.close(), store.close()]);
  return outcomes;
}
