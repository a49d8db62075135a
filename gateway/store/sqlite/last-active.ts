import type { Slug } from "#contract/ids.ts";
import { EpochMs, MinorUnits } from "#contract/units.ts";
import { cardOf, householdAccount, householdOf } from "../../journal/account.ts";
import { idleSince } from "../../ledger/expiry.ts";
import { claimerOf } from "../../registry/registry.ts";
import type { IdleHousehold } from "../store.ts";
import type { Context } from "./context.ts";
import { heldDeposits } from "./reads.ts";
import { int, text, textOrNull } from "./row.ts";

/**
 * The local date on which each household last brought a bag or paid; one that never did is not there.
 * A bag counts by its weighing or its arrival, whichever is later, though it may be held or struck
 * out; one that people gave to another household counts for both.
 */
export function lastActive(context: Context): ReadonlyMap<Slug, string> {
  const dates = new Map<Slug, string>();
  const note = (household: Slug | null, date: string | null) => {
    if (household === null || date === null) return;
    if (date > (dates.get(household) ?? "")) dates.set(household, date);
  };
  notePosted(note, context);
  noteHeld(note, context);
  noteDecided(note, context);
  notePayments(note, context);
  return dates;
}

export function idleHouseholds(today: string, context: Context): readonly IdleHousehold[] {
  const limit = idleSince(today);
  return [...lastActive(context)]
    .filter(([, date]) => date <= limit)
    .map(([household, date]) => ({
      household,
      balance: MinorUnits(context.ledger.balance(householdAccount(household), context.credit)),
      lastActive: date,
    }))
    .filter(({ balance }) => balance > 0)
    .sort((one, other) => (one.household < other.household ? -1 : 1));
}

type Note = (household: Slug | null, date: string | null) => void;

function notePosted(note: Note, context: Context): void {
  const rows = context.db
    .prepare(`
      SELECT holder, max(weighed_date) AS weighed, max(position) AS position FROM entry
      WHERE kind = 'deposit' AND holder IS NOT NULL GROUP BY holder`)
    .all();
  for (const row of rows) {
    const household = householdBehind(text(row, "holder"), context);
    note(household, textOrNull(row, "weighed"));
    note(household, arrivalOf(int(row, "position"), context));
  }
}

function noteHeld(note: Note, context: Context): void {
  for (const { card, date, receivedAt } of heldDeposits(context)) {
    const holder = card === null ? null : context.registry.cards.get(card)?.at(-1);
    note(holder?.household ?? null, date);
    note(holder?.household ?? null, context.dateOf(EpochMs(Date.parse(receivedAt))));
  }
}

function noteDecided(note: Note, context: Context): void {
  for (const position of context.standings.all()) {
    const { verdict, weighing } = context.standings.find(position) ?? {};
    const household = householdBehind(verdict?.holder ?? "", context);
    note(household, weighing?.date ?? null);
    note(household, arrivalOf(position, context));
  }
}

function notePayments(note: Note, { db, dateOf }: Context): void {
  const rows = db
    .prepare(`
      SELECT json_extract(data, '$.household') AS household, max(at) AS at
      FROM payment JOIN event USING (position) GROUP BY household`)
    .all();
  for (const row of rows) note(text(row, "household"), dateOf(EpochMs(int(row, "at"))));
}

/** What a card earned before it was claimed is by now its first household's. */
function householdBehind(holder: string, { registry }: Context): Slug | null {
  const card = cardOf(holder);
  return card === null ? householdOf(holder) : claimerOf(registry, card);
}

const arrivalOf = (position: number, { journal, dateOf }: Context): string =>
  dateOf(EpochMs(Date.parse(journal.read(position).at)));
