import type { EventOf, JournalEvent } from "../journal/event.ts";
import type { Book } from "./book.ts";
import { moveClaimed } from "./count.ts";
import { monthOfDay } from "./day.ts";
import { correct, date, decideAnew, enter, receive, setAside } from "./drops.ts";
import { aroundCorrection, expire, undoExpiry } from "./expiry.ts";
import { settle, takeImport } from "./fees.ts";
import { tellYear } from "./statement.ts";

/** What one event makes of all before it. Its verdicts' sums are not looked at. */
export function fold(event: JournalEvent, book: Book): void {
  const { body, at, position } = event;
  const today = book.dayOf(at);
  switch (body.kind) {
    case "entry-received":
      receive(body, { position, today }, book);
      return;
    case "entry-dated":
      date(body, today, book);
      return;
    case "entry-set-aside":
      setAside(body, { position, today }, book);
      return;
    case "deposit-entered":
      enter(body, { position, today }, book);
      return;
    case "deposit-corrected":
      aroundCorrection(body.deposit, () => correct(body, today, book), book);
      return;
    case "credits-expired":
      expire(body, position, book);
      return;
    case "expiry-undone":
      undoExpiry(body.expiry, book);
      return;
    case "payment-recorded":
      addTo(book.spent, body.household, body.amount);
      addTo(book.received, body.producer, body.amount);
      return;
    case "household-added":
      size(body.household, { fromMonth: monthOfDay(today), members: body.members }, book);
      return;
    case "household-resized":
      size(body.household, body, book);
      return;
    case "card-issued":
      issue(body, Date.parse(at), today, book);
      return;
    case "tariff-published":
      book.tariffs = [...book.tariffs, body.tariff];
      decideAnew(body.tariff, book);
      return;
    case "tariff-withdrawn":
      book.tariffs = book.tariffs.filter(({ id }) => id !== body.tariff);
      return;
    case "relief-rule-published":
      book.rules = [...book.rules, body.rule];
      return;
    case "relief-rule-withdrawn":
      book.rules = book.rules.filter(({ id }) => id !== body.rule);
      return;
    case "fee-accounts-imported":
      takeImport(body, book.fees);
      return;
    case "household-moved":
      settle(body.household, { from: body.on, account: body.account }, book.fees);
      return;
    case "year-closed":
      close(body, position, book);
      return;
    default:
      return; // Stations, keys, clocks, people: nothing that is worth anything.
  }
}

function size(
  household: string,
  { fromMonth, members }: { readonly fromMonth: string; readonly members: number },
  { sizes }: Book,
): void {
  const others = (sizes.get(household) ?? []).filter((one) => one.fromMonth !== fromMonth);
  sizes.set(household, [...others, { fromMonth, members }]);
}

function issue(
  { card, household }: EventOf<"card-issued">,
  from: number,
  date: string,
  book: Book,
): void {
  const before = book.cards.get(card) ?? [];
  book.cards.set(card, [...before, { household, from, date }]);
  if (before.length === 0) moveClaimed(card, household, date, book);
}

function close(body: EventOf<"year-closed">, position: number, book: Book): void {
  const told = tellYear(body.year, book);
  book.closings.set(body.year, { position, told, recorded: body.households });
}

function addTo(sums: Map<string, number>, name: string, amount: number): void {
  sums.set(name, (sums.get(name) ?? 0) + amount);
}
