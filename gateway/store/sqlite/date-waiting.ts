import { assert } from "#contract/assert.ts";
import type { EpochMs } from "#contract/units.ts";
import { weighingOf } from "../../deposit/weighing-time.ts";
import type { Weighing } from "../../journal/deposit-events.ts";
import type { Boot, UndatedEntry } from "./clock-table.ts";
import type { Context } from "./context.ts";
import { decideWeighed } from "./decide-entry.ts";
import { depositRowOf } from "./deposit-row.ts";
import type { EntryRecord } from "./entry-table.ts";
import { judgeCard } from "./judge-card.ts";
import { type Arrival, bestReading } from "./page-clocks.ts";
import { storedDeposit } from "./stored-deposit.ts";

/** A page has made a boot's clock known: what that held back is dated, once and for all, and posted. */
export function dateWaiting(boot: Boot, arrival: Arrival, context: Context): void {
  for (const waiting of context.clocks.waiting(boot)) dateOne(boot, waiting, arrival, context);
}

function dateOne(boot: Boot, waiting: UndatedEntry, arrival: Arrival, context: Context): void {
  const record = context.entries.find(waiting.chain, waiting.seq);
  assert(record !== null, `no entry ${waiting.seq} of chain ${waiting.chain}`);
  const stored = storedDeposit(record, context);
  const { entry, chain, receivedAt: arrivedAt } = stored;
  const { first, last } = arrival.received.range;
  const again = chain.id === arrival.chain.id && first <= record.seq && record.seq <= last;
  const reading = again
    ? bestReading(entry.at, arrival, context)
    : context.clocks.nearest(boot, entry.at.uptimeMs);
  const { clockLimits: limits } = context.facts;
  const weighing = weighingOf(entry.at, { arrivedAt, reading, limits, dateOf: context.dateOf });
  if (weighing === null) return;
  dateEntry(record, weighing, arrival.received.receivedAt, context);
}

/** A deposit that waited for a clock gets its time, is decided, and posted. */
export function dateEntry(
  record: EntryRecord,
  weighing: Weighing,
  at: EpochMs,
  context: Context,
): void {
  const stored = storedDeposit(record, context);
  const { entry, chain, receivedAt: arrivedAt, proof } = stored;
  const { station } = chain;
  const chainRevoked = false;
  const cardInDoubt = judgeCard({ entry, station, chainRevoked, weighing, proof }, context);
  const times = { arrivedAt, decidedAt: at, weighing };
  const weighed = { entry, station, chainRevoked, cardInDoubt, ...times };
  const { verdict, month, postings } = decideWeighed(weighed, context);
  const { seq } = record;
  const body = { station, chain: chain.chain, seq, weighing, verdict };
  const position = context.journal.append(at, "gateway", { kind: "entry-dated", ...body });
  context.post(position, at, postings);
  const dated = { ...record, weighing, verdict, month };
  context.entries.decideAnew(dated);
  context.clocks.settle({ station, boot: entry.at.boot }, { chain: chain.id, seq });
  context.change.deposits.push(depositRowOf(dated, stored, context));
}
