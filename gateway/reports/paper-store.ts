import type { CardId, Chain } from "#contract/ids.ts";
import { utcTime } from "#contract/ids.ts";
import { fail, ok } from "#contract/result.ts";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import type { Act } from "../registry/act.ts";
import type { DepositRow } from "../store/deposit-row.ts";
import type { Change, Store } from "../store/store.ts";

/** A store on paper, for tests: it answers what it is told to, and writes down what it was asked. */
export type PaperStore = Store & {
  readonly acts: Act[];
  /** Tells all who listen, as after a commit. */
  commit(change: Partial<Change>): void;
  readonly listeners: () => number;
};

async function* nothing(): AsyncIterable<never> {}

export function paperStore(answers: Partial<Store> = {}): PaperStore {
  const acts: Act[] = [];
  const listeners = new Set<(change: Change) => void>();
  return {
    acts,
    commit(change) {
      const whole = { settings: [], blocked: false, deposits: [], ...change };
      for (const listener of listeners) listener(whole);
    },
    listeners: () => listeners.size,
    recordPages: async () => [],
    async act(act) {
      acts.push(act);
      return ok({ position: acts.length, text: `did ${act.kind}` });
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stations: async () => [],
    streamsAt: async () => [],
    restoredAt: async () => null,
    blockedCards: async () => [],
    cardsOwingProof: async () => 0,
    nextVersion: async (_of, now) => now,
    recentDeposits: async () => [],
    householdDeposits: async () => [],
    heldDeposits: async () => [],
    streamTotals: async () => [],
    budget: async () => null,
    household: async () => null,
    lastCardAt: async () => null,
    reliefTotals: async () => [],
    reliefYear: async () => {
      throw new Error("this paper store has no statements");
    },
    reviewOf: async () => {
      const none = { count: 0, first: [] };
      const waiting = { held: none, disputed: none, late: none, unverified: none };
      return { ...waiting, entered: none, unclaimed: none };
    },
    idleHouseholds: async () => [],
    households: async () => [],
    balances: async () => [],
    lastPosition: async () => 0,
    trialBalance: async () => [],
    accountStatement: nothing,
    quarantine: async () => ({ deferred: 0, conflicts: 0, refused: 0, bytes: 0 }),
    disputes: async () => [],
    setAside: async () => [],
    stationNotes: async () => [],
    events: nothing,
    ledgerEntries: nothing,
    explain: async () => fail({ code: "no-such-deposit", message: "There is no such deposit." }),
    digests: async () => ({}),
    replay: async () => 0,
    backup: async () => {},
    close: async () => {},
    ...answers,
  };
}

/** The bag of plastic of docs/LEDGER.md, or one that differs from it. */
export function paperDeposit(differing: Partial<DepositRow> = {}): DepositRow {
  return {
    position: 17,
    station: "beitillo-01",
    chain: "c".repeat(22) as Chain,
    chainNumber: 3,
    seq: 1042,
    stream: "plastic",
    grade: "A",
    net: Grams(4320),
    card: "k".repeat(22) as CardId,
    slip: null,
    outcome: "posted",
    reasons: [],
    holder: "household:h012",
    weighedAt: utcTime(Date.UTC(2026, 10, 22, 8, 15)),
    date: "2026-11-22",
    receivedAt: utcTime(Date.UTC(2026, 10, 22, 8, 15, 1)),
    credited: MinorUnits(173),
    points: MilliPoints(17_280),
    working: {
      month: "2026-11",
      gramsA: Grams(12_340),
      gramsB: Grams(0),
      capGrams: Grams(25_000),
      paidA: Grams(12_340),
      paidB: Grams(0),
      gradeFactorB: 67,
      rateMinorUnitsPerKg: 40,
      pointsPerKg: 4,
      monthCredit: MinorUnits(494),
      monthPoints: MilliPoints(49_360),
    },
    corrected: null,
    ...differing,
  };
}
