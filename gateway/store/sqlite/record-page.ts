import { type DepositEntry, type Entry, isDeposit } from "#contract/entry.ts";
import type { PageEntry } from "#contract/page.ts";
import type { Outcome } from "#contract/receipt.ts";
import { weighingOf } from "../../deposit/weighing-time.ts";
import type { Weighing } from "../../journal/event.ts";
import type { PageAnswer, ReceivedPage } from "../store.ts";
import type { Context } from "./context.ts";
import { dateWaiting } from "./date-waiting.ts";
import { type Decided, decideWeighed, withoutCredit } from "./decide-entry.ts";
import { depositRowOf } from "./deposit-row.ts";
import type { EntryRecord } from "./entry-table.ts";
import { outcomeOf } from "./outcome.ts";
import { type Arrival, bestReading, learnClocks } from "./page-clocks.ts";

/** Every seq of the page's range gets its outcome; one bad entry does not hold back the others. */
export function recordPage(received: ReceivedPage, context: Context): PageAnswer {
  const { range, page } = received;
  const chain = context.registry.chains.get(range.chain);
  if (!page.ok) return deferAll(received, page.problem, context);
  if (chain?.station !== range.station || chain.number === null) {
    return deferAll(received, "no-such-chain", context);
  }
  const arrival = { received, page: page.value, chain };
  const boots = learnClocks(arrival, context);
  const recorded = page.value.entries.map((it) => recordEntry(it, arrival, context));
  for (const boot of boots) dateWaiting({ station: range.station, boot }, arrival, context);
  return { range, outcomes: recorded.map((settle) => settle()) };
}

/** Settled after the whole page: one of its stamps may have dated it, whether it is new or not. */
type Settled = () => Outcome;

function recordEntry(it: PageEntry, arrival: Arrival, context: Context): Settled {
  const { chain } = arrival;
  if (!it.entry.ok && it.entry.problem.code === "wrong-chain") {
    const repeat = lieThere(it, "wrong-chain", arrival, context);
    return () => unrecorded(it, { outcome: "refused", reasons: ["wrong-chain"], repeat });
  }
  const known = context.entries.find(chain.id, it.seq);
  if (known !== null && known.hash !== it.hash) {
    const repeat = lieThere(it, "conflict", arrival, context);
    return () => unrecorded(it, { outcome: "conflict", reasons: [], repeat });
  }
  const record = known ?? recordNew(it, arrival, context);
  return () => {
    const now = context.entries.find(chain.id, it.seq) ?? record;
    return outcomeOf(now, known !== null, context);
  };
}

/** Into quarantine, until a person decides. @returns true where the same lies there already */
function lieThere(
  { seq, hash, text }: PageEntry,
  reason: "conflict" | "wrong-chain" | "malformed",
  { received }: Arrival,
  { quarantine }: Context,
): boolean {
  const { receivedAt: at, range } = received;
  const { station, chain } = range;
  const kind = reason === "conflict" ? "conflict" : "refused";
  return !quarantine.add({ kind, at, station, chain, seq, hash, reason, raw: Buffer.from(text) });
}

/** What was found out about an entry before it is recorded. */
type Judged = {
  readonly it: PageEntry;
  /** Null where it is malformed. */
  readonly entry: Entry | null;
  readonly weighing: Weighing | null;
  readonly decided: Decided;
};

function recordNew(it: PageEntry, arrival: Arrival, context: Context): EntryRecord {
  if (!it.entry.ok) {
    lieThere(it, "malformed", arrival, context);
    const decided = withoutCredit("refused", ["malformed"]);
    return addRecord({ it, entry: null, weighing: null, decided }, arrival, context);
  }
  const entry = it.entry.value;
  if (isDeposit(entry)) return recordDeposit(it, entry, arrival, context);
  // A calibration, an emptied bin, ...: in the journal, and worth nothing.
  const revoked = arrival.chain.state === "revoked";
  const decided = revoked ? withoutCredit("held", ["chain-revoked"]) : withoutCredit("posted", []);
  return addRecord({ it, entry, weighing: null, decided }, arrival, context);
}

function recordDeposit(
  it: PageEntry,
  entry: DepositEntry,
  arrival: Arrival,
  context: Context,
): EntryRecord {
  const { received, chain } = arrival;
  const { receivedAt: arrivedAt, range } = received;
  const { station } = range;
  const chainRevoked = chain.state === "revoked";
  const isUnset = entry.at.clock === "unset";
  const weighing = weighingOf(entry.at, {
    arrivedAt,
    reading: isUnset ? bestReading(entry.at, arrival, context) : null,
    limits: context.facts.clockLimits,
    dateOf: context.dateOf,
  });
  const decided = decideWeighed({ entry, station, chainRevoked, arrivedAt, weighing }, context);
  const record = addRecord({ it, entry, weighing, decided }, arrival, context);
  if (weighing === null && isUnset && !chainRevoked) {
    context.clocks.await({ station, boot: entry.at.boot }, { chain: chain.id, seq: it.seq });
  }
  return record;
}

function addRecord(
  { it, entry, weighing, decided }: Judged,
  { received, chain }: Arrival,
  context: Context,
): EntryRecord {
  const { receivedAt, range } = received;
  const { seq, hash } = it;
  const { verdict, month, postings } = decided;
  const position = context.journal.append(receivedAt, `station:${range.station}`, {
    kind: "entry-received",
    station: range.station,
    chain: range.chain,
    seq,
    hash,
    entry: entry ?? it.text,
    weighing,
    verdict,
  });
  context.ledger.post(position, context.dateOf(receivedAt), postings);
  const [prev, kind] = [entry?.prev ?? null, entry?.kind ?? null];
  const record = { chain: chain.id, seq, hash, prev, position, kind, weighing, verdict, month };
  context.entries.add(record);
  if (entry !== null && isDeposit(entry)) {
    context.change.deposits.push(depositRowOf(record, { entry, chain, receivedAt }, context));
  }
  return record;
}

function deferAll(received: ReceivedPage, reason: string, context: Context): PageAnswer {
  const { range, raw, receivedAt: at } = received;
  const { first, last, chain, station } = range;
  const unheard = reason === "no-such-chain" || reason === "no-such-station";
  // A chain that waits for approval is no fault: its station keeps all it has.
  if (!unheard) context.quarantine.addDeferred({ at, station, chain, seq: first, reason, raw });
  const seqs = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return { range, outcomes: seqs.map((seq) => ({ ...NOTHING_KEPT, seq, reasons: [reason] })) };
}

const NOTHING_KEPT = {
  hash: null,
  outcome: "deferred",
  repeat: false,
  credited: null,
  points: null,
  balance: null,
  owed: null,
} as const;

const unrecorded = (
  { seq, hash }: PageEntry,
  what: Pick<Outcome, "outcome" | "reasons" | "repeat">,
): Outcome => ({ ...NOTHING_KEPT, seq, hash, ...what });
