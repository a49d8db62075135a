import type { DatabaseSync } from "node:sqlite";
import { EpochMs } from "#contract/units.ts";
import type { ClockLimits } from "../../deposit/weighing-time.ts";
import type { Asset } from "../../journal/account.ts";
import { type LocalDateOf, localDates, monthOf } from "../../journal/calendar.ts";
import { type EventBody, type EventOf, eventBody } from "../../journal/event.ts";
import type { Posting } from "../../ledger/posting.ts";
import type { ProofCheck } from "../../proof/check-proof.ts";
import { openRegistry } from "../../registry/open-registry.ts";
import type { Registry } from "../../registry/registry.ts";
import type { DepositRow } from "../deposit-row.ts";
import type { Change } from "../store.ts";
import { type ClockTable, openClockTable } from "./clock-table.ts";
import { type CountedSlipTable, openCountedSlipTable } from "./counted-slip-table.ts";
import { debtPostings } from "./debts.ts";
import { type DisputeTable, openDisputeTable } from "./dispute-table.ts";
import { type EntryTable, openEntryTable } from "./entry-table.ts";
import { type ExpiryTable, openExpiryTable } from "./expiry-table.ts";
import { type JournalWriter, openJournalWriter } from "./journal-writer.ts";
import { type LedgerWriter, openLedgerWriter } from "./ledger-writer.ts";
import { openQuarantineTable, type QuarantineTable } from "./quarantine-table.ts";
import { openSlipTable, type SlipTable } from "./slip-table.ts";
import { openStandingTable, type StandingTable } from "./standing-table.ts";
import { openVisitTable, type VisitTable } from "./visit-table.ts";

export type SchemeFacts = {
  readonly scheme: string;
  readonly timeZone: string;
  readonly currency: { readonly code: string; readonly minorUnits: number };
  readonly clockLimits: ClockLimits;
  /** By the keys of the cards; what they said is journalled, and a replay needs none. */
  readonly checkProof: ProofCheck;
};

/** The tables of one open database, and what is kept of it in memory. */
export type Context = {
  readonly db: DatabaseSync;
  readonly facts: SchemeFacts;
  readonly credit: Asset;
  readonly dateOf: LocalDateOf;
  readonly registry: Registry;
  readonly journal: JournalWriter;
  readonly ledger: LedgerWriter;
  readonly entries: EntryTable;
  readonly clocks: ClockTable;
  readonly disputes: DisputeTable;
  readonly visits: VisitTable;
  readonly countedSlips: CountedSlipTable;
  readonly quarantine: QuarantineTable;
  readonly standings: StandingTable;
  readonly expiries: ExpiryTable;
  readonly slips: SlipTable;
  /** What the open transaction changes, for those who listen; given out after the commit. */
  readonly change: { settings: Set<string> | "all"; blocked: boolean; deposits: DepositRow[] };
  /** Appends an event of people; the registry learns it at once, and anew from disk after a rollback. */
  append(at: EpochMs, actor: string, body: EventBody): number;
  /** One journal entry of an event, and what it makes of the debts of the households in it. */
  post(position: number, at: EpochMs, postings: readonly Posting[]): void;
  /** All or nothing, durable when it returns. */
  transaction<Value>(work: () => Value): { value: Value; change: Change };
};

export function openContext(db: DatabaseSync, facts: SchemeFacts, credit: Asset): Context {
  const dateOf = localDates(facts.timeZone);
  const journal = openJournalWriter(db);
  const ledger = openLedgerWriter(db, credit);
  const entries = openEntryTable(db);
  const quarantine = openQuarantineTable(db);
  let registry = openRegistry();
  let change = noChange();
  const relearn = () => {
    registry = openRegistry();
    for (const { at, position, body } of journal.eventsOfRegistry()) {
      registry.learn(body, standing(EpochMs(Date.parse(at)), position));
    }
  };
  const standing = (at: EpochMs, position: number) => ({
    position,
    at,
    month: monthOf(dateOf(at)),
  });
  relearn();
  /** Whoever has the journal alone reads in its first event what all amounts and dates are of. */
  const openJournal = (at: EpochMs) => {
    if (journal.last() > 0) return;
    journal.append(at, "gateway", schemeOpened(facts));
  };

  return {
    db,
    facts,
    credit,
    dateOf,
    get registry() {
      return registry.now;
    },
    get change() {
      return change;
    },
    journal,
    ledger,
    entries,
    clocks: openClockTable(db),
    disputes: openDisputeTable(db),
    visits: openVisitTable(db),
    countedSlips: openCountedSlipTable(db),
    quarantine,
    expiries: openExpiryTable(db),
    standings: openStandingTable(db),
    slips: openSlipTable(db),
    append(at, actor, asked) {
      openJournal(at);
      // In the one order of keys that the schema has, whoever asked: a replay writes the same text.
      const body = eventBody.parse(asked);
      const position = journal.append(at, actor, body);
      registry.learn(body, standing(at, position));
      return position;
    },
    post(position, at, postings) {
      const debts = debtPostings(postings, { ledger, credit });
      ledger.post(position, dateOf(at), [...postings, ...debts]);
    },
    transaction(work) {
      db.exec("BEGIN IMMEDIATE");
      change = noChange();
      try {
        const value = work();
        entries.flush();
        ledger.flush();
        db.exec("COMMIT");
        const settings = change.settings === "all" ? "all" : [...change.settings];
        return { value, change: { ...change, settings } };
      } catch (error) {
        if (db.isTransaction) db.exec("ROLLBACK");
        entries.forget();
        ledger.forget();
        quarantine.forget();
        relearn();
        throw error;
      }
    },
  };
}

export const schemeOpened = ({
  scheme,
  timeZone,
  currency: { code, minorUnits },
}: SchemeFacts): EventOf<"scheme-opened"> => ({
  kind: "scheme-opened",
  scheme,
  timeZone,
  currency: { code, minorUnits },
});

const noChange = (): Context["change"] => ({ settings: new Set(), blocked: false, deposits: [] });
