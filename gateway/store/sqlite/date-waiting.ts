import { assert } from "#contract/assert.ts";
import { type DepositEntry, isDeposit, parseEntry } from "#contract/entry.ts";
import { EpochMs } from "#contract/units.ts";
import { weighingOf } from "../../deposit/weighing-time.ts";
import type { StationChain } from "../../registry/registry.ts";
import type { Boot, UndatedEntry } from "./clock-table.ts";
import type { Context } from "./context.ts";
import { decideWeighed } from "./decide-entry.ts";
import { depositRowOf } from "./deposit-row.ts";
import type { EntryRecord } from "./entry-table.ts";

/** A boot's clock has become known: what it held back is dated, once and for all, and posted. */
export function dateWaiting(boot: Boot, at: EpochMs, context: Context): void {
  for (const waiting of context.clocks.waiting(boot)) {
    const { record, entry, chain, receivedAt } = entryAt(waiting, context);
    const reading = context.clocks.nearest(boot, entry.at.uptimeMs);
    const { clockLimits: limits } = context.facts;
    const weighing = weighingOf(entry.at, {
      arrivedAt: receivedAt,
      reading,
      limits,
      dateOf: context.dateOf,
    });
    if (weighing === null) continue;
    const { station } = boot;
    const weighed = { entry, station, chainRevoked: false, arrivedAt: receivedAt, weighing };
    const { verdict, month, postings } = decideWeighed(weighed, context);
    const { seq } = record;
    const body = { station, chain: chain.chain, seq, weighing, verdict };
    const position = context.journal.append(at, "gateway", { kind: "entry-dated", ...body });
    if (postings.length > 0) context.ledger.post(position, context.dateOf(at), postings);
    const dated = { ...record, weighing, verdict, month };
    context.entries.decideAnew(dated);
    context.clocks.settle(boot, waiting);
    context.change.deposits.push(depositRowOf(dated, { entry, chain, receivedAt }, context));
  }
}

type Stored = {
  readonly record: EntryRecord;
  readonly entry: DepositEntry;
  readonly chain: StationChain;
  readonly receivedAt: EpochMs;
};

/** A recorded deposit with the entry itself, which the journal holds. */
export function storedDeposit(record: EntryRecord, context: Context): Stored {
  const { at, body } = context.journal.read(record.position);
  assert(body.kind === "entry-received", `event ${record.position} brought no entry`);
  const parsed = parseEntry(body.entry);
  assert(parsed.ok && isDeposit(parsed.value), `event ${record.position} brought no deposit`);
  const chain = context.registry.chains.get(body.chain);
  assert(chain !== undefined, `an unknown chain: ${body.chain}`);
  return { record, entry: parsed.value, chain, receivedAt: EpochMs(Date.parse(at)) };
}

function entryAt({ chain, seq }: UndatedEntry, context: Context): Stored {
  const record = context.entries.find(chain, seq);
  assert(record !== null, `no entry ${seq} of chain ${chain}`);
  return storedDeposit(record, context);
}
