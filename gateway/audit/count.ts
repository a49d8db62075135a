import { type Bag, type Book, type Drop, isClosed, termsFor } from "./book.ts";
import { add, type Counted } from "./cells.ts";
import { monthOfDay, yearOfDay } from "./day.ts";
import { NOTHING, streamOf, tariffOf } from "./worth.ts";
import { cutOffDay, firstYearMet, ruleOfYear, yearToCountFor } from "./years.ts";

/** A scale cannot tell less than this many of its divisions from nothing. */
const LEAST_DIVISIONS = 20;

/** The deposit counts from now on, if it is known when it was weighed and whose it is. */
export function putIn(drop: Drop, year: number, book: Book): void {
  const counted = countedFor(drop, year, book);
  if (counted !== null) keep(drop, counted, book);
}

/** It counts no more; @param tellIn the year that gives back what it earned */
export function takeOut(drop: Drop, tellIn: number, book: Book): void {
  if (drop.counted === null) return;
  const points = areLost(drop, book) ? NOTHING : drop.counted.points;
  add(book.cells, { ...drop.counted, year: tellIn, points }, -1);
  intoBin(drop, drop.counted, -1, book);
  drop.counted = null;
}

function keep(drop: Drop, counted: Counted, book: Book): void {
  drop.counted = counted;
  add(book.cells, counted);
  intoBin(drop, counted, 1, book);
}

function intoBin({ station }: Drop, { stream, net }: Counted, sign: number, { bins }: Book): void {
  const bin = `${station}:${stream}`;
  bins.set(bin, (bins.get(bin) ?? 0) + sign * net);
}

/** As `docs/LEDGER.md` says which year a deposit counts for, decided on a local date. */
export function yearFor(drop: Drop, decided: string, book: Book): number | null {
  const { weighing, arrived } = drop;
  if (weighing === null) return null;
  const when = { weighed: weighing.date, arrived, decided };
  return yearToCountFor(when, { rules: book.rules, isClosed: isClosed(book) });
}

function countedFor(drop: Drop, year: number, book: Book): Counted | null {
  const { bag, weighing, holder } = drop;
  if (bag === null || weighing === null || holder === null) return null;
  const placed = { holder, month: monthOfDay(weighing.date), stream: bag.stream };
  const terms = termsFor(placed, book);
  const paid = terms !== null && (terms.rate > 0 || terms.pointsPerKg > 0);
  const credit = paid && isPayable(bag, placed.month, book) ? gradedOf(bag) : NOTHING;
  const gone = hasLapsed(drop, book) || areLost(drop, book);
  const pointless = lacksVerification(bag, weighing.date, book) || gone;
  return { ...placed, year, net: bag.net, credit, points: pointless ? NOTHING : credit };
}

const gradedOf = ({ grade, net }: Bag) => (grade === "B" ? { a: 0, b: net } : { a: net, b: 0 });

function isPayable({ grade, stream, net, division }: Bag, month: string, book: Book): boolean {
  const least = streamOf(tariffOf(month, book.tariffs), stream)?.minGrams ?? 0;
  return grade !== "C" && net >= least && net >= LEAST_DIVISIONS * (division ?? 0);
}

function lacksVerification({ verified }: Bag, weighed: string, book: Book): boolean {
  const tariff = tariffOf(monthOfDay(weighed), book.tariffs);
  const rule = ruleOfYear(yearOfDay(weighed), book.rules);
  return !verified && (tariff?.verifiedScaleDemanded === true || rule.verifiedScaleDemanded);
}

/** Points of a closed year on a card that nobody had claimed: they stay on it, and never change. */
function areLost({ holder, weighing, arrived }: Drop, book: Book): boolean {
  if (weighing === null || holder === null || !holder.startsWith("unclaimed:")) return false;
  return isClosed(book)(firstYearMet(weighing.date, arrived, book.rules));
}

/** Nobody had claimed its card by the cut-off of the year that its arrival met. */
function hasLapsed({ bag, weighing, given, arrived }: Drop, book: Book): boolean {
  if (given || weighing === null || bag === null || bag.card === null) return false;
  const first = book.cards.get(bag.card)?.[0];
  if (first === undefined || first.from <= Date.parse(weighing.time)) return false;
  const year = firstYearMet(weighing.date, arrived, book.rules);
  return cutOffDay(year, book.rules) < first.date;
}

/** The household that held the card when it was weighed, or its first one; else the card itself. */
export function holderByCard({ bag, weighing }: Drop, { cards }: Book): string | null {
  if (bag === null || bag.card === null || weighing === null) return null;
  const holdings = cards.get(bag.card) ?? [];
  const time = Date.parse(weighing.time);
  const holding = holdings.filter(({ from }) => from <= time).at(-1) ?? holdings[0];
  return holding === undefined ? `unclaimed:${bag.card}` : `household:${holding.household}`;
}

/** A card's first household: what it earned moves, but for points whose year's cut-off has passed. */
export function moveClaimed(card: string, household: string, claimed: string, book: Book): void {
  for (const drop of book.dropsOfCard.get(card) ?? []) {
    if (drop.holder !== `unclaimed:${card}`) continue;
    drop.holder = `household:${household}`;
    const { counted, weighing } = drop;
    if (counted === null || weighing === null) continue;
    const lapsed = hasLapsed(drop, book);
    const left = lapsed ? NOTHING : counted.points;
    add(book.cells, { ...counted, points: left }, -1);
    const met = firstYearMet(weighing.date, claimed, book.rules);
    const year = lapsed ? Math.max(counted.year, met) : counted.year;
    drop.counted = { ...counted, holder: drop.holder, year, points: left };
    add(book.cells, drop.counted);
  }
}
