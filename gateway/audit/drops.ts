import type { EventOf } from "../journal/event.ts";
import type { TariffDocument } from "../journal/tariff-document.ts";
import { type Book, type Drop, isClosed } from "./book.ts";
import { holderByCard, putIn, takeOut, yearFor } from "./count.ts";
import { monthOfDay } from "./day.ts";
import { bagCorrected, bagIn, bagInText, hashAgrees, textAgrees, UNREAD } from "./read-entry.ts";
import { streamOf, tariffOf } from "./worth.ts";

type Come = { readonly position: number; readonly today: string };

export function receive(
  body: EventOf<"entry-received">,
  { position, today }: Come,
  book: Book,
): void {
  const { station, chain, seq, hash, entry, weighing, verdict } = body;
  const bag = bagIn(entry);
  if (!hashAgrees(entry, hash)) book.forged.push(position);
  if (bag === null) return;
  const read = bag === "unreadable" ? null : bag;
  const drop = newDrop({ position, station, name: `${station}/${seq}`, today }, read, book);
  drop.weighing = weighing;
  book.positions.set(`${chain} ${seq}`, position);
  if (verdict.outcome === "posted") post(drop, today, book);
}

export function setAside(
  body: EventOf<"entry-set-aside">,
  { position, today }: Come,
  book: Book,
): void {
  const { station, seq, hash, text } = body;
  const bag = bagInText(text);
  if (!textAgrees(text, hash)) book.forged.push(position);
  if (bag !== null)
    newDrop(
      { position, station, name: `${station}/${seq}`, today },
      bag === "unreadable" ? null : bag,
      book,
    );
}

function newDrop(
  it: { position: number; station: string; name: string; today: string },
  bag: Drop["bag"],
  { drops, dropsOfCard }: Book,
): Drop {
  const { position, station, name, today: arrived } = it;
  const unknown = { weighing: null, holder: null, given: false, judged: false, counted: null };
  const drop: Drop = { position, station, name, arrived, bag, ...unknown };
  drops.set(position, drop);
  if (bag !== null && bag.card !== null) {
    const its = dropsOfCard.get(bag.card) ?? [];
    its.push(drop);
    dropsOfCard.set(bag.card, its);
  }
  return drop;
}

/** What a slip says: two people say whose it is, and it comes on the day on which they do. */
export function enter(
  body: EventOf<"deposit-entered">,
  { position, today }: Come,
  book: Book,
): void {
  const { station, slip, deposit, household, weighing } = body;
  const it = { position, station, name: `${station}/manual/${slip}`, today };
  const drop = newDrop(it, { ...UNREAD, ...deposit }, book);
  Object.assign(drop, { weighing, holder: `household:${household}`, given: true, judged: true });
  const year = yearFor(drop, today, book);
  if (year !== null) putIn(drop, year, book);
}

/** A deposit that waited for a clock. */
export function date(body: EventOf<"entry-dated">, today: string, book: Book): void {
  const { chain, seq, weighing, verdict } = body;
  const drop = book.drops.get(book.positions.get(`${chain} ${seq}`) ?? 0);
  if (drop === undefined) return;
  drop.weighing = weighing;
  if (verdict.outcome === "posted") post(drop, today, book);
}

function post(drop: Drop, today: string, book: Book): void {
  drop.holder = holderByCard(drop, book);
  const year = yearFor(drop, today, book);
  if (year !== null) putIn(drop, year, book);
}

/** Out of its month as it was, into its month as it is; a closed year is left as it was. */
export function correct(body: EventOf<"deposit-corrected">, today: string, book: Book): void {
  const drop = book.drops.get(body.deposit);
  if (drop === undefined) return;
  const { correction } = body;
  const before = drop.counted?.year ?? null;
  const bag = bagCorrected(drop.bag, correction);
  const now = { ...drop, bag: bag ?? drop.bag, weighing: body.weighing };
  const open = before !== null && !isClosed(book)(before);
  const year = open ? before : yearFor(now, today, book);
  takeOut(drop, year ?? before ?? 0, book);
  Object.assign(drop, { bag: now.bag, weighing: now.weighing, judged: true });
  const named = correction.household === undefined ? null : `household:${correction.household}`;
  const own = drop.holder?.startsWith("household:") === true ? drop.holder : null;
  drop.holder = named ?? own ?? holderByCard(drop, book);
  drop.given ||= named !== null;
  if (!correction.strikeOut && year !== null) putIn(drop, year, book);
}

/** A scheme's first tariff may begin with the month: what was weighed in it is decided again. */
export function decideAnew({ validFrom }: TariffDocument, book: Book): void {
  for (const drop of book.drops.values()) {
    const { counted } = drop;
    if (counted === null || counted.month < validFrom) continue;
    takeOut(drop, counted.year, book);
    if (drop.judged || isAccepted(drop, book)) putIn(drop, counted.year, book);
    else drop.holder = null;
  }
}

function isAccepted({ bag, weighing }: Drop, book: Book): boolean {
  if (bag === null || weighing === null) return false;
  const terms = streamOf(tariffOf(monthOfDay(weighing.date), book.tariffs), bag.stream);
  if (terms === null || (terms.attendedOnly && !bag.attended)) return false;
  return terms.maxGrams === undefined || bag.net <= terms.maxGrams;
}
