import type { ClosedYear } from "../journal/council-events.ts";
import type { Weighing } from "../journal/deposit-events.ts";
import type { JournalEvent } from "../journal/event.ts";
import type { ReliefRule } from "../journal/relief-rule.ts";
import type { TariffDocument } from "../journal/tariff-document.ts";
import type { Cells, Counted } from "./cells.ts";
import type { DayOf } from "./day.ts";
import { type Fees, noFees } from "./fees.ts";
import type { YearTold } from "./statement.ts";
import { streamOf, type Terms, tariffOf, termsOf } from "./worth.ts";

/** What of a deposit matters here: as weighed, or as two people say. */
export type Bag = {
  readonly card: string | null;
  readonly stream: string;
  readonly grade: "A" | "B" | "C" | null;
  /** g */
  readonly net: number;
  /** g; null for what no scale weighed. */
  readonly division: number | null;
  readonly verified: boolean;
  readonly attended: boolean;
};

/** One deposit, by the event that brought it. */
export type Drop = {
  readonly position: number;
  readonly station: string;
  /** `station/seq` or `station/manual/slip`, for people. */
  readonly name: string;
  /** Local date of its arrival. */
  readonly arrived: string;
  /** Null where nobody could read it. */
  bag: Bag | null;
  weighing: Weighing | null;
  holder: string | null;
  /** People said whose it is, and not a card. */
  given: boolean;
  /** Two people decided about it: it is not held again. */
  judged: boolean;
  /** What it adds; null while it is held or struck out. */
  counted: Counted | null;
};

export type Holding = { readonly household: string; readonly from: number; readonly date: string };

export type Closing = {
  readonly position: number;
  /** As recomputed where the journal closes it. */
  readonly told: ReadonlyMap<string, YearTold>;
  /** As the journal says. */
  readonly recorded: readonly ClosedYear[];
};

/** Minor units of one household. */
export type Expired = {
  /** By the event that listed it, as long as that is not undone. */
  readonly listed: Map<number, number>;
  /** What corrections made of bags that had come before the last expiry. */
  corrected: number;
};

/** All that the events have told so far. */
export type Book = {
  readonly dayOf: DayOf;
  readonly sizes: Map<string, readonly { readonly fromMonth: string; readonly members: number }[]>;
  readonly cards: Map<string, readonly Holding[]>;
  readonly drops: Map<number, Drop>;
  /** The same, by their card. */
  readonly dropsOfCard: Map<string, Drop[]>;
  /** Position of the event that brought an entry, by chain and seq. */
  readonly positions: Map<string, number>;
  readonly cells: Cells;
  /** g in bins, by `station:stream`. */
  readonly bins: Map<string, number>;
  /** Minor units spent, by household, and received, by producer. */
  readonly spent: Map<string, number>;
  readonly received: Map<string, number>;
  /** What expired, by household. */
  readonly expired: Map<string, Expired>;
  readonly closings: Map<number, Closing>;
  readonly fees: Fees;
  tariffs: readonly TariffDocument[];
  rules: readonly ReliefRule[];
  /** Deposits whose hash is not that of what is recorded. */
  readonly forged: JournalEvent["position"][];
};

export const emptyBook = (dayOf: DayOf): Book => ({
  dayOf,
  sizes: new Map(),
  cards: new Map(),
  drops: new Map(),
  dropsOfCard: new Map(),
  positions: new Map(),
  cells: new Map(),
  bins: new Map(),
  spent: new Map(),
  received: new Map(),
  expired: new Map(),
  closings: new Map(),
  fees: noFees(),
  tariffs: [],
  rules: [],
  forged: [],
});

export const isClosed = (book: Book) => (year: number) => book.closings.has(year);

/** Null for a card without a household. @param month `YYYY-MM` */
export function membersOf(holder: string, month: string, { sizes }: Book): number | null {
  const household = nameOf(holder);
  const its = household === null ? [] : (sizes.get(household) ?? []);
  const last = its.filter(({ fromMonth }) => fromMonth <= month).at(-1);
  return (last ?? its[0])?.members ?? null;
}

/** The household's name, of its account; null for a card's. */
export const nameOf = (holder: string): string | null =>
  holder.startsWith("household:") ? holder.slice("household:".length) : null;

/** What the tariff in force says of a holder's month in a stream; null: nothing is paid. */
export function termsFor(
  { holder, month, stream }: Pick<Counted, "holder" | "month" | "stream">,
  book: Book,
): Terms | null {
  const tariff = tariffOf(month, book.tariffs);
  const listed = streamOf(tariff, stream);
  if (tariff === null || listed === null) return null;
  return termsOf(tariff, listed, membersOf(holder, month, book));
}
