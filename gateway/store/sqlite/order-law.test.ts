import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CardId } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import type { Act } from "../../registry/act.ts";
import { at, card, plastic, sampleStation } from "../sample-station.ts";
import { sampleTariff } from "../sample-tariff.ts";
import type { ReceivedPage, Store } from "../store.ts";
import { openSqliteStore } from "./open.ts";
import { checkProof, proof } from "./proofs.fixture.ts";

const FACTS = {
  scheme: "beitillo",
  timeZone: "Asia/Hebron",
  currency: { code: "QAM", minorUnits: 2 },
};
/** So that a drop of 2026 can come after the cut-off of its year and yet be dated by its own clock. */
const clockLimits = { aheadMs: 300_000, behindMs: 200 * 86_400_000 };
const START = at("2026-11-01T06:00:00.000Z");
const DAY_MS = 86_400_000;
const IN_TIME = at("2027-03-31T20:59:59.999Z"); // summer time, three hours ahead
const LATE = at("2027-03-31T21:00:00.000Z");
const CARDS = ["one", "two", "three"].map(card);

const drops = fc.array(
  fc.record({
    day: fc.nat(45), // two months
    net: fc.integer({ min: 100, max: 11_000 }), // some below the minimum, some above the maximum
    card: fc.constantFrom(...CARDS),
    grade: fc.constantFrom("A" as const, "B" as const, "C" as const, null),
    late: fc.boolean(), // after 31 March
    verified: fc.boolean(),
    proof: fc.constantFrom("none" as const, "good" as const, "forged" as const),
  }),
  { minLength: 1, maxLength: 14 },
);

/** From this day on the keys of the first card are registered. */
const demandedFrom = fc.nat(45);

/** Cards are claimed at these steps of the arrival; h001 takes the first two. */
const claims = fc.tuple(fc.nat(14), fc.nat(14), fc.nat(14));

describe("the same deposits", () => {
  it("give the same credits and points in any order of arrival, their cards claimed early or late", async () => {
    await fc.assert(
      fc.asyncProperty(
        drops,
        fc.array(fc.nat(), { minLength: 14, maxLength: 14 }),
        claims,
        demandedFrom,
        async (all, keys, when, demanded) => {
          const station = sampleStation();
          const pages = all.map((drop) => pageOf(drop, station));
          const shuffled = pages
            .map((page, index) => ({ page, key: keys[index] ?? 0 }))
            .sort((one, other) => one.key - other.key)
            .map(({ page }) => page);
          const straight = await balancesAfter(station, pages, [0, 0, 0], demanded);
          expect(await balancesAfter(station, shuffled, when, demanded)).toEqual(straight);
          expect(straight).toEqual(byHand(all.filter((drop) => !isInDoubt(drop, demanded))));
        },
      ),
      { numRuns: 40 },
    );
  });
});

function pageOf(drop: Drop, station: ReturnType<typeof sampleStation>): ReceivedPage {
  const { day, net, late, verified, proof: brought, ...more } = drop;
  const bag = plastic(net);
  const scale = bag.scale === null ? null : { ...bag.scale, verified };
  // All bags of a card's day are of one visit.
  const cardProof = brought === "none" ? null : proof(day, brought === "forged");
  const data = { ...bag, scale, ...more, cardProof };
  const stamp = { at: EpochMs(START + day * DAY_MS), uptimeMs: day * DAY_MS };
  return station.page([station.entry({ ...stamp, data })], {
    receivedAt: late ? LATE : IN_TIME,
  });
}

async function balancesAfter(
  station: ReturnType<typeof sampleStation>,
  pages: readonly ReceivedPage[],
  claimAt: readonly number[],
  demanded: number,
) {
  const store = openSqliteStore(":memory:", { ...FACTS, clockLimits, checkProof });
  const act = (fields: object) => store.act({ actor: "test", at: START, ...fields } as Act);
  const { publicJwk: publicKey } = station.key;
  await act({ kind: "station-enrol", station: station.station, publicKey, passwordHash: "x" });
  await act({ kind: "tariff-publish", tariff: sampleTariff({ verifiedScaleDemanded: true }) });
  for (const household of ["h001", "h002"])
    await act({ kind: "household-add", household, members: 6 });
  const from = EpochMs(START + demanded * DAY_MS);
  await act({ kind: "card-demand-proof", card: CARDS[0], at: from });
  const claim = async (step: number) => {
    for (const [index, one] of CARDS.entries()) {
      if (claimAt[index] !== step) continue;
      await act({ kind: "card-issue", household: index < 2 ? "h001" : "h002", card: one });
    }
  };
  for (const [step, page] of pages.entries()) {
    await claim(step);
    await store.recordPages([page]);
  }
  for (let step = pages.length; step <= 14; step += 1) await claim(step);
  const earned = await earnings(store);
  await store.close();
  return earned;
}

async function earnings(store: Store) {
  const all = await store.balances();
  const interesting = all.filter(
    ({ asset, account }) => asset !== "G/0:plastic" && !/^(iss|mun)/.test(account),
  );
  return Object.fromEntries(interesting.map(({ account, amount }) => [account, amount]));
}

type Drop = {
  readonly day: number;
  readonly net: number;
  readonly card: CardId;
  readonly grade: "A" | "B" | "C" | null;
  readonly late: boolean;
  readonly verified: boolean;
  readonly proof: "none" | "good" | "forged";
};

const isInDoubt = ({ proof: brought, card: its, day }: Drop, demanded: number): boolean =>
  brought === "forged" || (brought === "none" && its === CARDS[0] && day >= demanded);

/** The rule of docs/LEDGER.md written down again, in fractions, knowing nothing of arrival. */
function byHand(all: readonly Drop[]) {
  const earned: Record<string, number> = {};
  const add = (account: string, amount: number) => {
    if (amount !== 0) earned[account] = (earned[account] ?? 0) + amount;
  };
  for (const household of ["h001", "h002"]) {
    for (const november of [true, false]) {
      const its = all.filter(
        (drop) =>
          (drop.card === CARDS[2]) === (household === "h002") &&
          drop.day < 30 === november &&
          drop.net >= 500 &&
          drop.net <= 10_000,
      );
      const verified = its.filter((drop) => drop.verified);
      const points = halfUp(paidKilograms(verified) * 4_000);
      const inTime = halfUp(paidKilograms(verified.filter((drop) => !drop.late)) * 4_000);
      add(`household:${household}`, halfUp(paidKilograms(its) * 40));
      add(`household:${household}:relief:2026`, inTime);
      add(`household:${household}:relief:2027`, points - inTime);
    }
  }
  return earned;
}

function paidKilograms(its: readonly Drop[]): number {
  const cap = Math.floor((25_000 * 6) / 4.8);
  const sum = (...grades: readonly Drop["grade"][]) =>
    its.filter(({ grade }) => grades.includes(grade)).reduce((grams, { net }) => grams + net, 0);
  const a = Math.min(cap, sum("A", null));
  const b = Math.min(cap - a, sum("B"));
  return (a + 0.67 * b) / 1_000;
}

const halfUp = (amount: number) => Math.floor(amount + 0.5 + 1e-9);
