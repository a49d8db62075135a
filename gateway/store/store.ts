import type { CardId, Chain, Hash, Slug, UtcTime } from "#contract/ids.ts";
import type { PublicJwk } from "#contract/jwk.ts";
import type { Page, PageProblem } from "#contract/page.ts";
import type { Outcome } from "#contract/receipt.ts";
import type { ReliefYear } from "#contract/relief-statement.ts";
import type { Result } from "#contract/result.ts";
import type { StreamSettings } from "#contract/settings.ts";
import type { PageRange } from "#contract/topics.ts";
import type { EpochMs, Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import type { JournalEvent } from "../journal/event.ts";
import type { Act, Refusal } from "../registry/act.ts";
import type { AdoptedBudget } from "../registry/budgets.ts";
import type { HouseholdSize } from "../registry/household-size.ts";
import type { DepositRow } from "./deposit-row.ts";
import type { DisputeRow } from "./dispute-row.ts";
import type { Explanation } from "./explanation.ts";
import type { Balance, LedgerEntry, StatementLine } from "./ledger-row.ts";
import type { YearReview } from "./year-review.ts";

/** A page as it came, and what became of its signature and bytes. */
export type ReceivedPage = {
  readonly range: PageRange;
  readonly receivedAt: EpochMs;
  /** As MQTT carried it: kept in quarantine, within a bound, where it cannot be judged. */
  readonly raw: Uint8Array;
  readonly page: Result<Page, PageProblem | "no-such-station" | "no-such-chain" | "internal">;
};

/** One outcome for every seq of the page's range, in order. */
export type PageAnswer = { readonly range: PageRange; readonly outcomes: readonly Outcome[] };

/** What the last commit changed, for those who announce or show it. */
export type Change = {
  /** Stations whose settings facts (other than `next`) changed; "all" after a tariff or a restore. */
  readonly settings: "all" | readonly Slug[];
  readonly blocked: boolean;
  readonly deposits: readonly DepositRow[];
};

export type ChainRow = {
  readonly chain: Chain;
  readonly key: PublicJwk;
  /** Counts a station's approved chains from 1; null while a person has not approved it. */
  readonly number: number | null;
  readonly state: "requested" | "open" | "revoked";
  readonly revokedAt: EpochMs | null;
  /** One after the highest seq with a recorded outcome. */
  readonly next: number;
  /** Seqs below `next` that never came. */
  readonly missing: number;
  /** Entries whose `prev` is not the hash of the entry before them. */
  readonly brokenLinks: number;
};

export type StationRow = {
  readonly station: Slug;
  readonly passwordHash: string;
  readonly chains: readonly ChainRow[];
};

export type StreamTotal = {
  readonly stream: Slug;
  readonly deposits: number;
  readonly grams: Grams;
  readonly credited: MinorUnits;
};

/** A card as its household has it now. */
export type HeldCard = {
  readonly card: CardId;
  readonly since: UtcTime;
  readonly blocked: boolean;
  /** It is not believed without a proof. */
  readonly owesProof: boolean;
};

export type HouseholdRow = {
  readonly household: Slug;
  /** In the order in which they were recorded: some may count from a later month. */
  readonly sizes: readonly HouseholdSize[];
  readonly cards: readonly HeldCard[];
  readonly balance: MinorUnits;
  readonly points: readonly { year: number; points: MilliPoints }[];
  readonly months: readonly { month: string; stream: Slug; grams: Grams }[];
};

/** A budget, and what was issued in its months so far, less what corrections took back. */
export type BudgetRow = AdoptedBudget & { readonly issued: MinorUnits };

/** A household's year: what the municipality reads. Unclaimed cards have no row. */
export type ReliefRow = {
  readonly household: Slug;
  readonly gramsByStream: Readonly<Record<Slug, Grams>>;
  readonly points: MilliPoints;
  /** What the curve of the year's rule compares: whole points, per head where the rule says so. */
  readonly compared: number;
  /** What it gives for them: hundredths of a percent. */
  readonly basisPoints: number;
};

/** A signed entry that lies in quarantine: beside the one that took its id, or because it cannot be read. */
export type SetAsideRow = {
  /** Of the event that brought it. */
  readonly position: number;
  readonly station: Slug;
  readonly chain: Chain;
  readonly chainNumber: number;
  readonly seq: number;
  readonly hash: Hash;
  readonly reasons: readonly string[];
  /** Of its text. */
  readonly bytes: number;
  readonly receivedAt: UtcTime;
  /** True where people have said what it counts for. */
  readonly decided: boolean;
};

/** Credits that a council may let expire. */
export type IdleHousehold = {
  readonly household: Slug;
  readonly balance: MinorUnits;
  /** Local date of its last bag or payment. */
  readonly lastActive: string;
};

export type QuarantineSummary = {
  readonly deferred: number;
  readonly conflicts: number;
  readonly refused: number;
  readonly bytes: number;
};

/** An event of the journal is not what the rules make of those before it. */
export class ReplayDiffers extends Error {
  override readonly name = "ReplayDiffers";
}

export type ActReport = { readonly position: number; readonly text: string };

/**
 * The journal and what is derived from it. Whatever resolves has been committed to disk with full
 * sync; whatever rejects has changed nothing.
 */
export type Store = {
  /** Decides and records a batch in one commit. Bad input gets an outcome; only a bug rejects. */
  recordPages(pages: readonly ReceivedPage[]): Promise<readonly PageAnswer[]>;
  /** One act of a person or of the system: one event, with its postings, in one commit. */
  act(act: Act): Promise<Result<ActReport, Refusal>>;
  /** @returns a function that ends the listening */
  onCommit(listener: (change: Change) => void): () => void;

  stations(): Promise<readonly StationRow[]>;
  /** Streams of the tariff in force at a time; none where none is. */
  streamsAt(time: EpochMs): Promise<readonly StreamSettings[]>;
  /** The oldest backup restored in the 90 days before a time, and the latest restore. */
  restoredAt(time: EpochMs): Promise<{ since: UtcTime; at: UtcTime } | null>;
  /** The latest blocked first. */
  blockedCards(limit: number): Promise<readonly CardId[]>;
  /** How many cards are not believed without a proof. */
  cardsOwingProof(): Promise<number>;
  /** The greater of the last one plus one and Unix time, kept: outranks what stations hold. */
  nextVersion(of: string, now: EpochMs): Promise<number>;

  /** As they count now, the latest to come first. */
  recentDeposits(limit: number): Promise<readonly DepositRow[]>;
  /** Those of a household, also what is held of them, and those that people gave to it or took from it; the latest first. */
  householdDeposits(household: Slug, limit: number): Promise<readonly DepositRow[]>;
  heldDeposits(): Promise<readonly DepositRow[]>;
  streamTotals(): Promise<readonly StreamTotal[]>;
  /** Of the local month of a time; null where no budget has it. */
  budget(at: EpochMs): Promise<BudgetRow | null>;
  household(household: Slug): Promise<HouseholdRow | null>;
  /** Card of the latest deposit that a station sent. */
  lastCardAt(station: Slug): Promise<CardId | null>;
  reliefTotals(year: number): Promise<readonly ReliefRow[]>;
  /**
   * The statements of a year, of all households or of one, as they are now; `frozen`: as they were when
   * the year was closed, byte for byte.
   */
  reliefYear(
    year: number,
    of?: { readonly view?: "now" | "frozen"; readonly household?: Slug },
  ): Promise<ReliefYear>;
  /** What of a year waits for people, or will earn nothing. */
  reviewOf(year: number): Promise<YearReview>;
  /**
   * Households that hold credits and brought and spent nothing for so long that a council may let
   * them expire, by name.
   */
  idleHouseholds(today: string): Promise<readonly IdleHousehold[]>;
  /** All that are enrolled, by name. */
  households(): Promise<readonly Slug[]>;
  balances(): Promise<readonly Balance[]>;
  /** Of the last event; 0 before the first. */
  lastPosition(): Promise<number>;
  /**
   * The balances that the postings up to a journal position add up to.
   *
   * @param position null: all, which equals `balances`
   */
  trialBalance(position: number | null): Promise<readonly Balance[]>;
  /** In the order of the journal, up to a position; nothing for an account that there is not. */
  accountStatement(account: string, position: number | null): AsyncIterable<StatementLine>;
  quarantine(): Promise<QuarantineSummary>;
  /** What a household disputes and nobody has settled, the oldest first. */
  disputes(): Promise<readonly DisputeRow[]>;
  /** What lies in quarantine and can be decided about, the oldest first. */
  setAside(): Promise<readonly SetAsideRow[]>;
  events(): AsyncIterable<JournalEvent>;
  ledgerEntries(): AsyncIterable<LedgerEntry>;

  /** How a deposit became its credit and points, step by step. */
  explain(deposit: string): Promise<Result<Explanation, Refusal>>;
  /** SHA-256 of every table that follows from the events, by its name. */
  digests(): Promise<Readonly<Record<string, string>>>;
  /**
   * Fills an empty store: every event is decided anew, and must come out as it was.
   *
   * @returns how many there were
   * @throws ReplayDiffers where one does not
   */
  replay(events: AsyncIterable<JournalEvent>): Promise<number>;

  /** A consistent copy, while others go on writing. */
  backup(targetFile: string): Promise<void>;
  close(): Promise<void>;
};
