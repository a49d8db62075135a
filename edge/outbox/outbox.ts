import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { assert } from "#contract/assert.ts";
import type { CardId, Chain, UtcTime } from "#contract/ids.ts";
import type { Receipt } from "#contract/receipt.ts";
import type { Stamp } from "#contract/stamp.ts";
import { syncFolder } from "../files.ts";
import { type AppendedEntry, appender, type NewEntry } from "./append.ts";
import { buryTorn, checkEnds } from "./damage.ts";
import { isDamage, openDatabase } from "./database.ts";
import { pruner } from "./prune.ts";
import { putBacks } from "./put-back.ts";
import { chainReader, reads } from "./reads.ts";
import { salvage, setAside } from "./salvage.ts";
import { sending } from "./sending.ts";
import { type Settled, settler } from "./settle.ts";
import type {
  CardBalance,
  HeardKind,
  HeardMessage,
  OwnChain,
  PageOf,
  WaitingEntry,
} from "./shapes.ts";

/** The station's journal: what it holds is lost by no crash, and leaves only on a receipt. */
export type Outbox = {
  /** Durable when it returns. @throws OutboxFull: nothing was written */
  append(entry: NewEntry): AppendedEntry;
  /** From now on entries go into this chain; its key must already be on the disk. */
  beginChain(chain: Chain): void;
  /** Oldest first; the last one is weighed into. Empty before the first was begun. */
  chains(): readonly OwnChain[];
  /** What waits for a receipt, chain by chain, in order. Read lazily: change nothing while iterating. */
  waiting(): Iterable<WaitingEntry>;
  /** Canonical texts, or null when one is not what was written: it is buried, and nothing is sent. */
  textsOf(page: PageOf): string[] | null;
  settle(receipt: Receipt): readonly Settled[];
  /** @returns the gateway's time of its first deferral in a row */
  defer(chain: Chain, seq: number, at: UtcTime): UtcTime;
  readonly putBack: ReturnType<typeof putBacks>;
  remember(kind: HeardKind, heard: HeardMessage): void;
  recall(kind: HeardKind): HeardMessage | null;
  lastBalance(card: CardId): CardBalance | null;
  /** What the latest entry that set it by this name has set, or null. */
  standing(name: string): string | null;
  depth(): number;
  deadLetters(): number;
  /** The stamp of the entry that waits longest, or null. */
  oldestWaiting(): Stamp | null;
  /** Grams in each stream's bin since it was last emptied. */
  fill(): readonly { readonly stream: string; readonly grams: number }[];
  /** Forgets what was receipted before, and its windows; never what waits or is dead. @returns how many */
  prune(receiptedBefore: UtcTime): number;
  /** What was found broken and not sent, since the start: a reason for a new chain, and for a person. */
  readonly damage: readonly string[];
  close(): void;
};

/**
 * Opens the journal, or makes it. A file that is broken is set aside, and what is whole in it saved.
 *
 * @throws OutboxInUse
 */
export function openOutbox(file: string): Outbox {
  try {
    return closingOnError(openDatabase(file), (database) => outboxOn(database, file, []));
  } catch (error) {
    if (!isDamage(error)) throw error;
    const aside = setAside(file);
    return closingOnError(openDatabase(file), (database) => {
      const saved = salvage(aside, database);
      const found = `${error}; kept as ${aside}, ${saved} entries saved from it`;
      return outboxOn(database, file, [found]);
    });
  }
}

function closingOnError<Value>(database: DatabaseSync, use: (database: DatabaseSync) => Value) {
  try {
    return use(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

function outboxOn(database: DatabaseSync, file: string, found: readonly string[]): Outbox {
  syncFolder(dirname(file));
  const damage = [...found];
  const bury = buryTorn(database, damage);
  const append = appender(database);
  const settle = settler(database);
  const chains = chainReader(database);
  checkEnds(database, chains(), damage);
  return {
    append(entry) {
      const end = chains().at(-1);
      assert(end !== undefined, "a chain was begun before anything is appended");
      return append(entry, end);
    },
    beginChain(chain) {
      database.prepare("INSERT INTO chain (chain, last_seq) VALUES (?, 0)").run(chain);
    },
    chains,
    settle,
    putBack: putBacks(database),
    ...reads(database),
    ...sending(database, bury),
    prune: pruner(database),
    damage,
    close: () => database.close(),
  };
}
