// For tests: a village of which any sequence of commands can be carried out.
import * as fc from "fast-check";
import { expect } from "vitest";
import { EpochMs, Grams, MinorUnits } from "#contract/units.ts";
import { localDates } from "../../journal/calendar.ts";
import type { Act } from "../../registry/act.ts";
import { digestOfYear } from "../digest-of-year.ts";
import type { Balance } from "../ledger-row.ts";
import { at, card, plastic, sampleStation } from "../sample-station.ts";
import { sampleTariff } from "../sample-tariff.ts";
import { openSqliteStore } from "./open.ts";
import { checkProof, proof } from "./proofs.fixture.ts";

export const FACTS = {
  scheme: "beitillo",
  timeZone: "Asia/Hebron",
  currency: { code: "QAM", minorUnits: 2 },
};
const START = at("2026-11-05T08:00:00.000Z");
const DAY_MS = 86_400_000;
/** More than 15 months. */
const IDLE_DAYS = 460;
const CARDS = ["one", "two", "three"].map(card);
const DECISION = { number: "4/2026", date: "2026-10-05" };
export const HOUSEHOLDS = ["h001", "h002"];
const MONTHS = ["2026-11", "2026-12", "2027-01", "2027-05", "2027-12"];

const grade = fc.constantFrom("A" as const, "B" as const, "C" as const);
const drop = fc.record({
  kind: fc.constant("drop" as const),
  net: fc.integer({ min: 300, max: 12_000 }),
  card: fc.constantFrom(...CARDS),
  /** Counter of its card's proof; below zero: it is forged. */
  proof: fc.option(fc.integer({ min: -1, max: 3 })),
});
const enter = fc.record({
  kind: fc.constant("enter" as const),
  slip: fc.integer({ min: 1, max: 9 }),
  net: fc.integer({ min: 300, max: 12_000 }),
  grade: fc.option(grade),
  household: fc.constantFrom(...HOUSEHOLDS),
  daysAgo: fc.nat(200),
});
const correct = fc.record({
  kind: fc.constant("correct" as const),
  which: fc.nat(20),
  entered: fc.boolean(),
  strikeOut: fc.boolean(),
  net: fc.option(fc.integer({ min: 300, max: 12_000 }), { nil: undefined }),
  grade: fc.option(grade, { nil: undefined }),
  household: fc.option(fc.constantFrom(...HOUSEHOLDS), { nil: undefined }),
});
const dispute = fc.record({
  kind: fc.constantFrom("deposit-dispute" as const, "dispute-dismiss" as const),
  which: fc.nat(20),
});
const pay = fc.record({
  kind: fc.constant("pay" as const),
  household: fc.constantFrom(...HOUSEHOLDS),
  amount: fc.integer({ min: 1, max: 600 }),
});
const claim = fc.record({
  kind: fc.constant("claim" as const),
  household: fc.constantFrom(...HOUSEHOLDS),
  card: fc.constantFrom(...CARDS),
});
const proofDuty = fc.record({
  kind: fc.constantFrom("card-demand-proof" as const, "card-waive-proof" as const),
  card: fc.constantFrom(...CARDS),
});
const close = fc.record({ kind: fc.constant("close" as const) });
const adopt = fc.record({
  kind: fc.constant("adopt" as const),
  from: fc.constantFrom(...MONTHS),
  to: fc.constantFrom(...MONTHS),
  amount: fc.integer({ min: 1, max: 2_000 }),
});
const wait = fc.record({
  kind: fc.constant("wait" as const),
  days: fc.integer({ min: 1, max: 120 }),
});
const expire = fc.record({
  kind: fc.constant("expire" as const),
  household: fc.constantFrom(...HOUSEHOLDS),
  amount: fc.integer({ min: 1, max: 600 }),
});
const undo = fc.record({ kind: fc.constant("undo" as const), which: fc.nat(3) });
export const command = fc.oneof(
  { weight: 6, arbitrary: drop },
  { weight: 2, arbitrary: enter },
  { weight: 5, arbitrary: correct },
  { weight: 3, arbitrary: dispute },
  { weight: 3, arbitrary: pay },
  { weight: 2, arbitrary: claim },
  { weight: 2, arbitrary: proofDuty },
  { weight: 2, arbitrary: wait },
  { weight: 2, arbitrary: expire },
  { weight: 1, arbitrary: undo },
  { weight: 1, arbitrary: adopt },
  { weight: 1, arbitrary: close },
);
type Command = typeof command extends fc.Arbitrary<infer One> ? One : never;

export type Village = Awaited<ReturnType<typeof openVillage>>;

export async function openVillage() {
  const store = openSqliteStore(":memory:", { ...FACTS, checkProof });
  const station = sampleStation();
  let [now, drops, payments]: [EpochMs, number, number] = [START, 0, 0];
  const frozen = new Map<number, string>();
  const expiries: number[] = [];
  /** Deposits that are disputed: by a dispute that was taken, until what was taken after it. */
  const disputed = new Set<string>();
  const act = (fields: object) => store.act({ actor: "amal", at: now, ...fields } as Act);
  const { publicJwk: publicKey } = station.key;
  await act({ kind: "station-enrol", station: station.station, publicKey, passwordHash: "x" });
  await act({ kind: "tariff-publish", tariff: sampleTariff() });
  for (const household of HOUSEHOLDS) await act({ kind: "household-add", household, members: 5 });
  await act({ kind: "producer-enrol", producer: "bakery" });

  const close = async () => {
    for (const year of [2026, 2027, 2028]) {
      const digest = digestOfYear(await store.reliefYear(year));
      const decision = { number: `${year}`, date: "2027-04-01" };
      const done = await act({ kind: "year-close", year, decision, digest, signature: "s" });
      if (!done.ok) continue;
      frozen.set(year, JSON.stringify(await store.reliefYear(year, { view: "frozen" })));
    }
  };
  const depositOf = (which: number) => `beitillo-01/1/${1 + (which % Math.max(1, drops))}`;
  const carryOut = async (it: Command): Promise<void> => {
    switch (it.kind) {
      case "drop": {
        drops += 1;
        const cardProof = it.proof === null ? null : proof(Math.abs(it.proof), it.proof < 0);
        const data = { ...plastic(it.net), card: it.card, cardProof };
        const entry = station.entry({ at: now, data });
        await store.recordPages([station.page([entry], { receivedAt: EpochMs(now + 1_000) })]);
        return;
      }
      case "enter": {
        const { slip, net, grade: its, household, daysAgo } = it;
        const on = localDates(FACTS.timeZone)(EpochMs(now - daysAgo * DAY_MS));
        const deposit = { stream: "plastic", net: Grams(net), grade: its };
        const said = { station: "beitillo-01", slip: `${slip}`, deposit, household, on };
        await act({ kind: "deposit-enter", ...said, reason: "no power" });
        return;
      }
      case "correct": {
        const { which, entered, strikeOut, net, grade: its, household } = it;
        const known = net === undefined ? {} : { net: Grams(net) };
        const correction = { strikeOut, ...known, grade: its, household };
        const deposit = entered ? `beitillo-01/manual/${1 + (which % 9)}` : depositOf(which);
        const asked = { deposit, correction, reason: "looked again" };
        if ((await act({ kind: "deposit-correct", ...asked })).ok) disputed.delete(deposit);
        return;
      }
      case "deposit-dispute":
      case "dispute-dismiss": {
        const deposit = depositOf(it.which);
        const before = await store.balances();
        const done = await act({ kind: it.kind, deposit, reason: "it was more" });
        expect(await store.balances()).toEqual(before);
        const opens = it.kind === "deposit-dispute";
        expect(done.ok).toBe(drops > 0 && disputed.has(deposit) !== opens);
        if (done.ok && opens) disputed.add(deposit);
        if (done.ok && !opens) disputed.delete(deposit);
        return;
      }
      case "pay": {
        payments += 1;
        const { household, amount } = it;
        const sale = { producer: "bakery", amount: MinorUnits(amount), reference: `${payments}` };
        await act({ kind: "payment-record", household, ...sale });
        return;
      }
      case "claim":
        await act({ kind: "card-issue", household: it.household, card: it.card });
        return;
      case "card-demand-proof":
        await act({ kind: it.kind, card: it.card });
        return;
      case "card-waive-proof":
        await act({ kind: it.kind, card: it.card, reason: "its chip is broken" });
        return;
      case "adopt": {
        const { from, to, amount } = it;
        const budget = { from, to, amount: MinorUnits(amount) };
        await act({ kind: "budget-adopt", budget, decision: DECISION });
        return;
      }
      case "wait":
        now = EpochMs(now + it.days * DAY_MS);
        return;
      case "expire": {
        const { household, amount } = it;
        now = EpochMs(now + IDLE_DAYS * DAY_MS);
        const balances = await store.balances();
        const held = heldIn(balances, `household:${household}`);
        const amounts = [{ household, amount: MinorUnits(Math.min(amount, held)) }];
        const decision = { number: "1", date: "2028-01-01" };
        const done = await act({ kind: "credits-expire", decision, amounts });
        if (done.ok) expiries.push(done.value.position);
        return;
      }
      case "undo":
        await act({
          kind: "expiry-undo",
          expiry: expiries[it.which] ?? 1,
          reason: "they were away",
        });
        return;
      case "close":
        await close();
    }
  };
  return { store, carryOut, frozen, disputed };
}

export const heldIn = (balances: readonly Balance[], account: string): number =>
  balances.find((one) => one.account === account && one.asset === "QAM/2")?.amount ?? 0;
