import { isDeposit } from "#contract/entry.ts";
import type { PageEntry } from "#contract/page.ts";
import type { Outcome } from "#contract/receipt.ts";
import { weighingOf } from "../../deposit/weighing-time.ts";
import type { Proof, Weighing } from "../../journal/deposit-events.ts";
import type { EventOf } from "../../journal/event.ts";
import type { PageAnswer, ReceivedPage } from "../store.ts";
import type { Context } from "./context.ts";
import { dateWaiting } from "./date-waiting.ts";
import type { EntryRecord } from "./entry-table.ts";
import { outcomeOf } from "./outcome.ts";
import { type Arrival, bestReading, learnClocks, readingOfSent } from "./page-clocks.ts";
import { recordEntry } from "./record-entry.ts";

/** Every seq of the page's range gets its outcome; one bad entry does not hold back the others. */
export function recordPage(received: ReceivedPage, context: Context): PageAnswer {
  const { range, page } = received;
  const chain = context.registry.chains.get(range.chain);
  if (!page.ok) return deferAll(received, page.problem, context);
  if (chain?.station !== range.station || chain.number === null) {
    return deferAll(received, "no-such-chain", context);
  }
  const arrival: Arrival = { received, page: page.value, chain };
  const news = { sent: readingOfSent(arrival, context) };
  const boots = learnClocks(arrival, context);
  const recorded = page.value.entries.map((it) => answerEntry(it, arrival, news, context));
  if (news.sent !== null) recordReading(news.sent, arrival, context);
  for (const boot of boots) dateWaiting({ station: range.station, boot }, arrival, context);
  return { range, outcomes: recorded.map((settle) => settle()) };
}

/** What the page's cutting says of a clock, until an event has taken it along. */
type News = { sent: EventOf<"entry-received">["sent"] };

/** Settled after the whole page: one of its stamps may have dated it, whether it is new or not. */
type Settled = () => Outcome;

function answerEntry(it: PageEntry, arrival: Arrival, news: News, context: Context): Settled {
  const { chain } = arrival;
  if (!it.entry.ok && it.entry.problem.code === "wrong-chain") {
    const repeat = setAside(it, "wrong-chain", arrival, context);
    return () => unrecorded(it, { outcome: "refused", reasons: ["wrong-chain"], repeat });
  }
  const known = context.entries.find(chain.id, it.seq);
  if (known !== null && known.hash !== it.hash) {
    const repeat = setAside(it, "conflict", arrival, context);
    return () => unrecorded(it, { outcome: "conflict", reasons: [], repeat });
  }
  const record = known ?? recordNew(it, arrival, news, context);
  return () => {
    const now = context.entries.find(chain.id, it.seq) ?? record;
    return outcomeOf(now, known !== null, context);
  };
}

/** Into quarantine, until a person decides. @returns true where the same lies there already */
function setAside(
  { seq, hash, text }: PageEntry,
  reason: EventOf<"entry-set-aside">["reason"],
  { received }: Arrival,
  { quarantine, journal }: Context,
): boolean {
  const { receivedAt, range } = received;
  const id = { station: range.station, chain: range.chain, seq, hash };
  if (quarantine.find(id) !== null) return true;
  const body = { kind: "entry-set-aside", ...id, reason, text } as const;
  const position = journal.append(receivedAt, `station:${range.station}`, body);
  const kind = reason === "conflict" ? "conflict" : "refused";
  quarantine.add({ ...id, position, kind, bytes: Buffer.byteLength(text) });
  return false;
}

function recordNew(it: PageEntry, arrival: Arrival, news: News, context: Context): EntryRecord {
  const { received, chain } = arrival;
  const { seq, hash, text } = it;
  const entry = it.entry.ok ? it.entry.value : null;
  const weighing = weighingIn(it, arrival, context);
  const proof = proofIn(it, context);
  const { sent } = news;
  news.sent = null;
  const { receivedAt } = received;
  const judged = { entry, text, weighing, proof };
  return recordEntry({ chain, seq, hash, receivedAt, sent, ...judged }, context);
}

function weighingIn({ entry }: PageEntry, arrival: Arrival, context: Context): Weighing | null {
  if (!entry.ok || !isDeposit(entry.value)) return null;
  const { at } = entry.value;
  return weighingOf(at, {
    arrivedAt: arrival.received.receivedAt,
    reading: at.clock === "unset" ? bestReading(at, arrival, context) : null,
    limits: context.facts.clockLimits,
    dateOf: context.dateOf,
  });
}

function proofIn({ entry }: PageEntry, { facts }: Context): Proof | null {
  return entry.ok && isDeposit(entry.value) ? facts.checkProof(entry.value.data) : null;
}

/** The page brought nothing else that is new, and yet may date what came before it. */
function recordReading(
  sent: NonNullable<News["sent"]>,
  { received }: Arrival,
  { journal }: Context,
): void {
  const { station } = received.range;
  journal.append(received.receivedAt, `station:${station}`, {
    kind: "clock-read",
    station,
    ...sent,
  });
}

function deferAll(received: ReceivedPage, reason: string, context: Context): PageAnswer {
  const { range, raw, receivedAt: at } = received;
  const { first, last, chain, station } = range;
  const unheard = reason === "no-such-chain" || reason === "no-such-station";
  // A chain that waits for approval is no fault: its station keeps all it has.
  if (!unheard) context.quarantine.defer({ at, station, chain, seq: first, reason, raw });
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
