import type { JournalEvent } from "../journal/event.ts";
import { type Balances, balancesOf } from "./balances.ts";
import { type Book, emptyBook } from "./book.ts";
import { daysIn } from "./day.ts";
import { fold } from "./fold.ts";
import { tellYear, type YearTold } from "./statement.ts";

/** What the events do not say of their scheme. */
export type SchemeFacts = {
  readonly timeZone: string;
  readonly currency: { readonly code: string; readonly minorUnits: number };
};

export type RecomputedYear = {
  /** By household. */
  readonly statements: ReadonlyMap<string, YearTold>;
  /** As they were where the journal closes the year, and as it records them; null: it is open. */
  readonly closing: Book["closings"] extends Map<number, infer One> ? One | null : never;
  readonly balances: Balances;
  /** Deposits that are not what their station signed. */
  readonly forged: readonly { readonly deposit: string; readonly holder: string | null }[];
};

/**
 * A year made anew from the events alone: from grams, grades, dates and cards, from who decided what,
 * and never from what was credited. Written from docs/LEDGER.md, with nothing of the gateway's own rules.
 */
export async function recomputeYear(
  events: Iterable<JournalEvent> | AsyncIterable<JournalEvent>,
  { timeZone, currency }: SchemeFacts,
  year: number,
): Promise<RecomputedYear> {
  const book = emptyBook(daysIn(timeZone));
  for await (const event of events) fold(event, book);
  return {
    statements: tellYear(year, book),
    closing: book.closings.get(year) ?? null,
    balances: balancesOf(book, `${currency.code}/${currency.minorUnits}`),
    forged: book.forged.map((position) => forgedIn(position, book)),
  };
}

function forgedIn(position: number, { drops }: Book) {
  const drop = drops.get(position);
  return { deposit: drop?.name ?? `event ${position}`, holder: drop?.holder ?? null };
}
