import { EpochMs } from "#contract/units.ts";
import { creditAsset } from "#gateway/journal/account.ts";
import { localDates } from "#gateway/journal/calendar.ts";
import type { Store } from "#gateway/store/store.ts";
import { openDesk } from "./desk.ts";
import { homesOf } from "./homes.ts";
import { openMarket } from "./market.ts";
import { foundVillage, openRegistrar } from "./registrar.ts";
import { openReviewers } from "./reviewers.ts";
import { openSlips } from "./slips.ts";
import { HALF_DAYS, openStations } from "./stations.ts";
import { type LedgerTotals, ledgerTotals } from "./totals.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOUSEHOLDS_PER_STATION = 120;
const MIN_STATIONS = 2;
const FOUNDED_DAYS_BEFORE = 20;
const MORNING_HOUR = 4;
const EVENING_HOUR = 21.5;
const TROUBLE_EVERY_DAYS = 45;
const PROGRESS_EVERY_DAYS = 28;
/** Later, too many would have spent all they have. */
const MARKET_DAYS_AFTER = 14;
/** From then on, the last station is cut off until the relief year's cut-off is over. */
const CUT_OFF_DAYS_BEFORE_END = 4;

export type YearOptions = {
  readonly households: number;
  readonly seed: number;
  readonly year: number;
  readonly scheme: string;
  readonly timeZone: string;
  readonly currency: { readonly code: string; readonly minorUnits: number };
};

export type YearTotals = LedgerTotals & {
  readonly stations: number;
  readonly deposits: number;
  readonly held: number;
  /** More than a day after they were weighed. */
  readonly late: number;
  readonly stillHeld: number;
  readonly eventsByKind: Readonly<Record<string, number>>;
  readonly events: number;
  readonly refusals: Readonly<Record<string, number>>;
};

/**
 * Writes a village's year into an empty store, in the order of its time, until after the cut-off of its
 * relief year. The same options give the same journal.
 */
export async function writeYear(
  options: YearOptions,
  store: Store,
  progress: (sentence: string) => void = () => {},
): Promise<YearTotals> {
  const calendar = calendarOf(options.year);
  const village = await openVillage(options, calendar, store);
  for (let day = -1; day < calendar.lastDay; day += 1) {
    await liveDay(day, calendar, village);
    if (day % PROGRESS_EVERY_DAYS === 0) {
      progress(`day ${day + 1}: ${village.stations.sums.deposits} deposits`);
    }
  }
  return await totalsOf(options, store, village);
}

/** Founds the village, and brings together all who do something in it. */
async function openVillage(options: YearOptions, calendar: Calendar, store: Store) {
  const { seed, year, households, scheme, timeZone } = options;
  const count = Math.max(MIN_STATIONS, Math.round(households / HOUSEHOLDS_PER_STATION));
  const homes = homesOf(households, count, seed);
  const desk = openDesk(store);
  const facts = { homes, seed, store, desk };
  const dateOf = localDates(timeZone);
  const reviewers = openReviewers({ ...facts, dateOf });
  const founded = { homes, count, seed, scheme, from: calendar.founded };
  const stations = openStations(founded, store, reviewers);
  const registered = { homes, stations: stations.papers, year, seed };
  await foundVillage(registered, desk, calendar.founded);
  const morning = openRegistrar(registered, desk);
  const market = openMarket(facts, creditAsset(options.currency));
  const slips = openSlips({ homes, papers: stations.papers, seed, dateOf }, desk);
  return { stations, reviewers, desk, morning, market, slips };
}
type Village = Awaited<ReturnType<typeof openVillage>>;

async function liveDay(day: number, calendar: Calendar, village: Village): Promise<void> {
  const { stations, morning } = village;
  const hour = (hours: number) => EpochMs(calendar.newYear + day * DAY_MS + hours * HOUR_MS);
  await morning(day, hour(MORNING_HOUR));
  if (day === calendar.days - CUT_OFF_DAYS_BEFORE_END) stations.loseNetwork(calendar.cutOff);
  for (const half of HALF_DAYS) {
    if (day >= 0 && day < calendar.days) stations.collect(hour(0), half);
    await stations.send(hour(half.sent));
  }
  if (day === calendar.days - 1) stations.comeLast(calendar.lastHour);
  if (hour(0) < calendar.cutOff && calendar.cutOff < hour(24)) await stations.send(calendar.cutOff);
  if (day % TROUBLE_EVERY_DAYS === TROUBLE_EVERY_DAYS - 1) {
    await stations.misbehave(hour(EVENING_HOUR));
  }
  if (day % 7 === 6) await closeWeek(day, hour(EVENING_HOUR), calendar, village);
}

/** Slips are entered, a market is held, and those meet who look at what was held. */
async function closeWeek(
  day: number,
  at: EpochMs,
  calendar: Calendar,
  { market, reviewers, slips }: Village,
): Promise<void> {
  const week = Math.floor(day / 7);
  if (day < calendar.days) await slips(week, at);
  const foundOut = day < calendar.days + MARKET_DAYS_AFTER ? await market(week, at) : [];
  for (const home of foundOut) await reviewers.strikeLatestOf(home, at);
  await reviewers.meet(week, at);
}

type Calendar = ReturnType<typeof calendarOf>;

/**
 * Who comes in the year's last local hour, and is heard of 90 days later, arrives after the cut-off
 * and yet within what a station's clock may be behind.
 */
function calendarOf(year: number) {
  const newYear = Date.UTC(year, 0, 1);
  const days = (Date.UTC(year + 1, 0, 1) - newYear) / DAY_MS;
  return {
    ...{ newYear, days, lastDay: Math.round((Date.UTC(year + 1, 4, 1) - newYear) / DAY_MS) },
    founded: EpochMs(newYear - FOUNDED_DAYS_BEFORE * DAY_MS),
    lastHour: EpochMs(Date.UTC(year, 11, 31, 21, 30)),
    cutOff: EpochMs(Date.UTC(year + 1, 2, 31, 21)),
  };
}

async function totalsOf(
  { currency }: YearOptions,
  store: Store,
  { stations, desk }: Village,
): Promise<YearTotals> {
  const kinds = new Map<string, number>();
  for await (const { body } of store.events())
    kinds.set(body.kind, 1 + (kinds.get(body.kind) ?? 0));
  return {
    stations: stations.papers.length,
    ...stations.sums,
    stillHeld: (await store.heldDeposits()).length,
    ...ledgerTotals(await store.balances(), creditAsset(currency)),
    eventsByKind: Object.fromEntries([...kinds].sort()),
    events: [...kinds.values()].reduce((sum, one) => sum + one, 0),
    refusals: Object.fromEntries(desk.refusals),
  };
}
