import { backup, DatabaseSync } from "node:sqlite";
import { assert } from "#contract/assert.ts";
import type { Result } from "#contract/result.ts";
import { DEFAULT_CLOCK_LIMITS } from "../../deposit/weighing-time.ts";
import { creditAsset } from "../../journal/account.ts";
import type { Refusal } from "../../registry/act.ts";
import { cardsOwingProof } from "../../registry/card-proofs.ts";
import type { ActReport, Change, Store } from "../store.ts";
import { perform } from "./act.ts";
import * as books from "./books.ts";
import { budgetAt } from "./budget-at.ts";
import { openContext, type SchemeFacts } from "./context.ts";
import { openDisputes } from "./disputes.ts";
import { explain } from "./explain.ts";
import { householdDeposits } from "./household-deposits.ts";
import { idleHouseholds } from "./last-active.ts";
import { ledgerEntries } from "./ledger-entries.ts";
import * as reads from "./reads.ts";
import { recordPage } from "./record-page.ts";
import { reliefTotals } from "./relief-totals.ts";
import { reliefYearOf } from "./relief-year.ts";
import { replayInto } from "./replay.ts";
import { reviewOf } from "./review.ts";
import { int, text } from "./row.ts";
import { SCHEMA, SCHEMA_VERSION } from "./schema.ts";
import { setAside } from "./set-aside.ts";
import { tableDigests } from "./table-digests.ts";

/** The journal file was made for another scheme, zone or currency than the configuration names. */
export class ForeignJournal extends Error {
  override readonly name = "ForeignJournal";
}

const EVENTS_AT_A_TIME = 500;

/** Without keys: no proof can be checked, and what brings one waits for a person. */
const DEFAULTS = { clockLimits: DEFAULT_CLOCK_LIMITS, checkProof: () => null } as const;

/**
 * The journal in one SQLite file: write-ahead log, full sync at every commit.
 *
 * @throws ForeignJournal when the file belongs to another scheme
 */
export function openSqliteStore(
  file: string,
  facts: Omit<SchemeFacts, keyof typeof DEFAULTS> & Partial<SchemeFacts>,
): Store {
  const db = new DatabaseSync(file, { timeout: 5_000 });
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  const credit = creditAsset(facts.currency);
  createOrCheck(db, { ...facts, credit }, file);
  const context = openContext(db, { ...DEFAULTS, ...facts }, credit);
  const listeners = new Set<(change: Change) => void>();
  const commit = <Value>(work: () => Value): Value => {
    const { value, change } = context.transaction(work);
    // Not in this turn: a listener's bug ends the process, and does not make a commit look undone.
    for (const listener of listeners) queueMicrotask(() => listener(change));
    return value;
  };
  const version = db.prepare(`
    INSERT INTO counter VALUES (?1, ?2)
    ON CONFLICT DO UPDATE SET value = max(value + 1, ?2) RETURNING value`);

  return {
    recordPages: async (pages) => commit(() => pages.map((page) => recordPage(page, context))),
    act: async (act) => commit((): Result<ActReport, Refusal> => perform(act, context)),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stations: async () => reads.stations(context),
    streamsAt: async (time) => reads.streamsAt(time, context),
    restoredAt: async (time) => reads.restoredAt(time, context),
    blockedCards: async (limit) => reads.blockedCards(limit, context),
    cardsOwingProof: async () => cardsOwingProof(context.registry),
    nextVersion: async (of, now) => int(version.get(of, now) ?? {}, "value"),
    recentDeposits: async (limit) => reads.recentDeposits(limit, context),
    householdDeposits: async (name, limit) => householdDeposits(name, limit, context),
    heldDeposits: async () => reads.heldDeposits(context),
    streamTotals: async () => reads.streamTotals(context),
    budget: async (at) => budgetAt(at, context),
    household: async (name) => reads.household(name, context),
    lastCardAt: async (station) => reads.lastCardAt(station, context),
    reliefTotals: async (year) => reliefTotals(year, context),
    reliefYear: async (year, of) => reliefYearOf(year, { view: "now", ...of }, context),
    reviewOf: async (year) => reviewOf(year, context),
    idleHouseholds: async (today) => idleHouseholds(today, context),
    households: async () => [...context.registry.households.keys()].sort(),
    balances: async () => reads.balances(context),
    lastPosition: async () => books.lastPosition(context),
    trialBalance: async (position) => books.trialBalance(position, context),
    accountStatement: (account, position) => books.accountStatement(account, position, context),
    quarantine: async () => context.quarantine.summary(),
    disputes: async () => openDisputes(context),
    setAside: async () => setAside(context),
    async *events() {
      for (let after = 0; ; ) {
        const some = context.journal.after(after, EVENTS_AT_A_TIME);
        yield* some;
        const last = some.at(-1);
        if (last === undefined) return;
        after = last.position;
      }
    },
    ledgerEntries: () => ledgerEntries(context),
    explain: async (deposit) => explain(deposit, context),
    digests: async () => tableDigests(db),
    async replay(events) {
      assert(context.journal.after(0, 1).length === 0, "a replay fills an empty journal");
      return await replayInto(context, events);
    },
    backup: (target) => backUp(file, target),
    async close() {
      listeners.clear();
      db.close();
    },
  };
}

/**
 * On a connection of its own, and one snapshot: on the writer's, a step that falls into a commit fails
 * ("not an error"), and whatever is committed meanwhile would make the copy begin again, for ever.
 */
async function backUp(file: string, target: string): Promise<void> {
  const reader = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    reader.exec("BEGIN; SELECT name FROM scheme");
    await backup(reader, target);
  } finally {
    reader.close();
  }
}

type Identity = { scheme: string; timeZone: string; credit: string };

function createOrCheck(db: DatabaseSync, identity: Identity, file: string): void {
  const { user_version: found } = db.prepare("PRAGMA user_version").get() ?? {};
  if (found === 0) {
    const { scheme, timeZone, credit } = identity;
    db.exec(`BEGIN IMMEDIATE; ${SCHEMA}; PRAGMA user_version = ${SCHEMA_VERSION}`);
    db.prepare("INSERT INTO scheme VALUES (?, ?, ?)").run(scheme, timeZone, credit);
    db.exec("COMMIT");
    return;
  }
  assert(
    found === SCHEMA_VERSION,
    `${file} has schema ${found}, this program knows ${SCHEMA_VERSION}`,
  );
  const row = db.prepare("SELECT * FROM scheme").get() ?? {};
  const stored = {
    scheme: text(row, "name"),
    timeZone: text(row, "time_zone"),
    credit: text(row, "credit_asset"),
  };
  for (const key of ["scheme", "timeZone", "credit"] as const) {
    if (stored[key] === identity[key]) continue;
    const message = `${file} belongs to ${key} ${stored[key]}, the configuration says ${identity[key]}.`;
    throw new ForeignJournal(message);
  }
}
