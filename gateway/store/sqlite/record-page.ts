import { type Entry, isDeposit } from "#contract/entry.ts";
import type { Page, PageEntry } from "#contract/page.ts";
import type { Outcome } from "#contract/receipt.ts";
import type { Stamp } from "#contract/stamp.ts";
import { readingOf, weighingOf } from "../../deposit/weighing-time.ts";
import type { StationChain } from "../../registry/registry.ts";
import type { PageAnswer, ReceivedPage } from "../store.ts";
import type { Context } from "./context.ts";
import { dateWaiting } from "./date-waiting.ts";
import { type Decided, decideWeighed, heldFor } from "./decide-entry.ts";
import { depositRowOf } from "./deposit-row.ts";
import type { EntryRecord } from "./entry-table.ts";
import { outcomeOf } from "./outcome.ts";
import type { Quarantined } from "./quarantine-table.ts";

type Arrival = {
  readonly received: ReceivedPage;
  readonly page: Page;
  readonly chain: StationChain;
};

/** Every seq of the page's range gets its outcome; one bad entry does not hold back the others. */
export function recordPage(received: ReceivedPage, context: Context): PageAnswer {
  const { range, page } = received;
  const chain = context.registry.chains.get(range.chain);
  if (!page.ok) return deferAll(received, page.problem, context);
  if (chain?.station !== range.station || chain.number === null) {
    return deferAll(received, "no-such-chain", context);
  }
  const arrival = { received, page: page.value, chain };
  const boots = chain.state === "revoked" ? [] : learnClocks(arrival, context);
  const recorded = page.value.entries.map((entry) => recordEntry(entry, arrival, context));
  for (const boot of boots)
    dateWaiting({ station: range.station, boot }, received.receivedAt, context);
  return { range, outcomes: recorded.map((settle) => settle()) };
}

/** Settled after the whole page, so that what one of its stamps dates is answered at once. */
type Settled = () => Outcome;

function recordEntry(it: PageEntry, arrival: Arrival, context: Context): Settled {
  const { received, chain } = arrival;
  const { station, chain: name } = received.range;
  const lies = { at: received.receivedAt, station, chain: name, seq: it.seq, hash: it.hash };
  const raw = () => Buffer.from(it.text);
  if (!it.entry.ok && it.entry.problem.code === "wrong-chain") {
    const added = context.quarantine.add({
      ...lies,
      kind: "refused",
      reason: "wrong-chain",
      raw: raw(),
    });
    return () => unrecorded(it, "refused", ["wrong-chain"], !added);
  }
  const known = context.entries.find(chain.id, it.seq);
  if (known !== null && known.hash !== it.hash) {
    const added = context.quarantine.add({
      ...lies,
      kind: "conflict",
      reason: "conflict",
      raw: raw(),
    });
    return () => unrecorded(it, "conflict", [], !added);
  }
  if (known !== null) return () => outcomeOf(known, true, context);
  const record = it.entry.ok
    ? recordGood(it, it.entry.value, arrival, context)
    : recordMalformed(it, { ...lies, raw: raw() }, arrival, context);
  // A later stamp of the page may have dated it meanwhile.
  return () => outcomeOf(context.entries.find(chain.id, record.seq) ?? record, false, context);
}

function recordMalformed(
  it: PageEntry,
  lies: Omit<Quarantined, "kind" | "reason">,
  arrival: Arrival,
  context: Context,
): EntryRecord {
  context.quarantine.add({ ...lies, kind: "refused", reason: "malformed" });
  return addRecord(it, null, null, refusal(), arrival, context);
}

function recordGood(it: PageEntry, entry: Entry, arrival: Arrival, context: Context): EntryRecord {
  const { received, chain } = arrival;
  const chainRevoked = chain.state === "revoked";
  if (!isDeposit(entry)) {
    const decided = chainRevoked ? heldFor(["chain-revoked"]) : taken();
    return addRecord(it, entry, null, decided, arrival, context);
  }
  const { receivedAt, range } = received;
  const weighing = weighingOf(entry.at, {
    arrivedAt: receivedAt,
    reading: chainRevoked ? null : bestReading(entry.at, arrival, context),
    limits: context.facts.clockLimits,
    dateOf: context.dateOf,
  });
  const weighed = { entry, station: range.station, chainRevoked, arrivedAt: receivedAt, weighing };
  const decided = decideWeighed(weighed, context);
  const record = addRecord(it, entry, weighing, decided, arrival, context);
  if (weighing === null && entry.at.clock === "unset" && !chainRevoked) {
    const boot = { station: range.station, boot: entry.at.boot };
    context.clocks.await(boot, { chain: chain.id, seq: it.seq });
  }
  return record;
}

function addRecord(
  it: PageEntry,
  entry: Entry | null,
  weighing: EntryRecord["weighing"],
  { verdict, month, postings }: Decided,
  { received, chain }: Arrival,
  context: Context,
): EntryRecord {
  const { receivedAt, range } = received;
  const { seq, hash } = it;
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
  if (postings.length > 0) context.ledger.post(position, context.dateOf(receivedAt), postings);
  const [prev, kind] = [entry?.prev ?? null, entry?.kind ?? null];
  const record = { chain: chain.id, seq, hash, prev, position, kind, weighing, verdict, month };
  context.entries.add(record);
  if (entry !== null && isDeposit(entry)) {
    context.change.deposits.push(depositRowOf(record, { entry, chain, receivedAt }, context));
  }
  return record;
}

/** Stamps of a page that others of the same boot can be dated by. */
function learnClocks({ received, page }: Arrival, context: Context): readonly string[] {
  const stamps = [
    page.sent,
    ...page.entries.flatMap((it) => (it.entry.ok ? [it.entry.value.at] : [])),
  ];
  const { station } = received.range;
  const boots = new Set<string>();
  for (const stamp of stamps) {
    const reading = readingOf(stamp, received.receivedAt, context.facts.clockLimits);
    if (reading === null) continue;
    context.clocks.learn({ station, boot: stamp.boot }, reading);
    boots.add(stamp.boot);
  }
  return [...boots];
}

/** The page's own moment of cutting, else the nearest known of the same boot. */
function bestReading(at: Stamp, { received, page }: Arrival, context: Context) {
  if (at.clock !== "unset") return null;
  const { sent } = page;
  const own =
    sent.boot === at.boot ? readingOf(sent, received.receivedAt, context.facts.clockLimits) : null;
  const boot = { station: received.range.station, boot: at.boot };
  return own ?? context.clocks.nearest(boot, at.uptimeMs);
}

function deferAll(received: ReceivedPage, reason: string, context: Context): PageAnswer {
  const { range, raw, receivedAt: at } = received;
  const { first, last, chain, station } = range;
  const unheard = reason === "no-such-chain" || reason === "no-such-station";
  // A chain that waits for approval is no fault: its station keeps all it has.
  if (!unheard) context.quarantine.addDeferred({ at, station, chain, seq: first, reason, raw });
  const seqs = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return { range, outcomes: seqs.map((seq) => ({ ...nothing, seq, reasons: [reason] })) };
}

const nothing = {
  hash: null,
  outcome: "deferred",
  repeat: false,
  credited: null,
  points: null,
  balance: null,
  owed: null,
} as const;

function unrecorded(
  { seq, hash }: PageEntry,
  outcome: "conflict" | "refused",
  reasons: string[],
  repeat: boolean,
): Outcome {
  return { ...nothing, seq, hash, outcome, reasons, repeat };
}

const refusal = (): Decided => withoutCredit("refused", ["malformed"]);
/** A calibration, an emptied bin, ...: in the journal, and worth nothing. */
const taken = (): Decided => withoutCredit("posted", []);

function withoutCredit(outcome: "posted" | "refused", reasons: string[]): Decided {
  const verdict = { outcome, reasons, holder: null, credited: null, points: null };
  return { verdict, month: null, postings: [] };
}
