import { EpochMs, MinorUnits } from "#contract/units.ts";
import type { JournalEvent } from "../journal/event.ts";
import type { Act } from "../registry/act.ts";
import { digestOfYear } from "../store/digest-of-year.ts";
import { at, card, type Drop, plastic, sampleStation } from "../store/sample-station.ts";
import { sampleTariff } from "../store/sample-tariff.ts";
import { openSqliteStore } from "../store/sqlite/open.ts";
import { verifyYear } from "./verify.ts";

export const FACTS = {
  scheme: "beitillo",
  timeZone: "Asia/Hebron",
  currency: { code: "QAM", minorUnits: 2 },
};
/** So that a drop can come after the cut-off of its year and yet be dated by its own clock. */
const clockLimits = { aheadMs: 300_000, behindMs: 600 * 86_400_000 };
export const MORNING = at("2026-11-22T08:00:00.000Z");

/** For tests: a real store with a station, a tariff and households h001 (five) and h002 (nine). */
export async function auditedStore({ tariff = sampleTariff() as object | null } = {}) {
  const store = openSqliteStore(":memory:", { ...FACTS, clockLimits });
  const station = sampleStation();
  const act = async (kind: Act["kind"], fields: object, time = MORNING) => {
    const done = await store.act({ actor: "amal", at: time, kind, ...fields } as unknown as Act);
    return done.ok ? null : done.problem.code;
  };
  const { publicJwk: publicKey } = station.key;
  await act("station-enrol", { station: station.station, publicKey, passwordHash: "x" });
  if (tariff !== null) await act("tariff-publish", { tariff });
  await act("household-add", { household: "h001", members: 5 });
  await act("household-add", { household: "h002", members: 9 });
  await act("card-issue", { household: "h001", card: card("card-1") }, EpochMs(0));

  /** A bag of plastic, weighed and received at local noon of two days. */
  const drop = async (
    net: number,
    more: object = {},
    days: { on?: string; come?: string } = {},
  ) => {
    const { on = "2026-11-20", come = on } = days;
    const bag: Drop = { at: noonOf(on), data: { ...plastic(net), ...more } };
    await store.recordPages([station.page([station.entry(bag)], { receivedAt: noonOf(come) })]);
  };
  /** @param of a number of the station's chain, or `manual/17` */
  const correct = (of: number | string, correction: object, time = MORNING) =>
    act(
      "deposit-correct",
      {
        ...{
          deposit: `beitillo-01/${typeof of === "number" ? `1/${of}` : of}`,
          reason: "looked at again",
        },
        correction: { strikeOut: false, ...correction },
      },
      time,
    );
  /** A slip of plastic, of one day and entered on another. */
  const enter = (
    slip: string,
    { household = "h001", deposit = {}, on = "2026-11-20", come = on }: EnteredSlip = {},
  ) => {
    const written = { stream: "plastic", net: 1_000, grade: null, ...deposit };
    const said = { station: station.station, slip, household, deposit: written, on };
    return act("deposit-enter", { ...said, reason: "no power" }, noonOf(come));
  };
  const close = async (year: number, on: string) => {
    const digest = digestOfYear(await store.reliefYear(year));
    const decision = { number: "3/2027", date: "2027-04-05" };
    return await act("year-close", { year, decision, digest, signature: "x" }, noonOf(on));
  };
  const expiries: number[] = [];
  /** @param percent of what the household holds */
  const expire = async (household: string, percent: number, on: string) => {
    const all = await store.balances();
    const its = all.find(
      (one) => one.account === `household:${household}` && one.asset === "QAM/2",
    );
    const amount = MinorUnits(Math.ceil(((its?.amount ?? 0) * percent) / 100));
    const decision = { number: "4/2028", date: on };
    const done = await act(
      "credits-expire",
      { decision, amounts: [{ household, amount }] },
      noonOf(on),
    );
    if (done === null) expiries.push(await store.lastPosition());
    return done;
  };
  const undoExpiry = (which: number, on: string) =>
    act("expiry-undo", { expiry: expiries[which] ?? 1, reason: "they were away" }, noonOf(on));
  const events = async () => {
    const all: JournalEvent[] = [];
    for await (const one of store.events()) all.push(one);
    return all;
  };
  /** What the audit finds wrong with the store, told these events. */
  const faults = async (years = [2026, 2027, 2028], told?: readonly JournalEvent[]) => {
    const all = told ?? (await events());
    const balances = await store.balances();
    const found: string[] = [];
    for (const year of years) {
      const now = await store.reliefYear(year);
      const closed = now.state === "closed";
      const frozen = closed ? await store.reliefYear(year, { view: "frozen" }) : null;
      found.push(...(await verifyYear({ now, frozen, balances }, all, FACTS)));
    }
    return found;
  };
  const people = { act, correct, enter, close, expire, undoExpiry };
  return { store, station, drop, ...people, events, faults };
}

type EnteredSlip = {
  readonly household?: string;
  readonly deposit?: object;
  readonly on?: string;
  readonly come?: string;
};

export const noonOf = (date: string) => at(`${date}T10:00:00.000Z`);
