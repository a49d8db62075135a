import { type Entry, isDeposit } from "#contract/entry.ts";
import type { Hash } from "#contract/ids.ts";
import type { EpochMs } from "#contract/units.ts";
import type { Proof, Weighing } from "../../journal/deposit-events.ts";
import type { EventOf } from "../../journal/event.ts";
import type { StationChain } from "../../registry/registry.ts";
import type { Context } from "./context.ts";
import { type Decided, decideWeighed, withoutCredit } from "./decide-entry.ts";
import { depositRowOf } from "./deposit-row.ts";
import type { EntryRecord } from "./entry-table.ts";
import { judgeCard } from "./judge-card.ts";

/** An entry that nobody has recorded yet, with all that its decision needs from outside. */
export type NewEntry = {
  readonly chain: StationChain;
  readonly seq: number;
  readonly hash: Hash;
  /** Null where it is malformed. */
  readonly entry: Entry | null;
  /** Its canonical form, or what stands in its place. */
  readonly text: string;
  readonly receivedAt: EpochMs;
  readonly weighing: Weighing | null;
  /** What the keys say of its card's proof. */
  readonly proof: Proof | null;
  readonly sent: EventOf<"entry-received">["sent"];
};

/** Decides an entry and records it: one event, with all that follows from it. */
export function recordEntry(it: NewEntry, context: Context): EntryRecord {
  const { chain, seq, hash, entry, text, receivedAt, weighing, proof, sent } = it;
  const { verdict, month, postings } = decide(it, context);
  const { station } = chain;
  const position = context.journal.append(receivedAt, `station:${station}`, {
    kind: "entry-received",
    station,
    chain: chain.chain,
    seq,
    hash,
    entry: entry ?? text,
    weighing,
    proof,
    verdict,
    sent,
  });
  context.post(position, receivedAt, postings);
  const [prev, kind] = [entry?.prev ?? null, entry?.kind ?? null];
  const record = { chain: chain.id, seq, hash, prev, position, kind, weighing, verdict, month };
  context.entries.add(record);
  noteUndated(it, context);
  if (entry === null) {
    const bytes = Buffer.byteLength(text);
    const id = { station, chain: chain.chain, seq, hash };
    context.quarantine.add({ ...id, position, kind: "refused", bytes });
  } else if (isDeposit(entry)) {
    context.change.deposits.push(depositRowOf(record, { entry, chain, receivedAt }, context));
  }
  return record;
}

function decide(
  { chain, entry, receivedAt, weighing, proof }: NewEntry,
  context: Context,
): Decided {
  if (entry === null) return withoutCredit("refused", ["malformed"]);
  const chainRevoked = chain.state === "revoked";
  if (isDeposit(entry)) {
    const { station } = chain;
    const times = { arrivedAt: receivedAt, decidedAt: receivedAt, weighing };
    const cardInDoubt = judgeCard({ entry, station, chainRevoked, weighing, proof }, context);
    const weighed = { entry, station, chainRevoked, cardInDoubt, ...times };
    return decideWeighed(weighed, context);
  }
  // A calibration, an emptied bin, ...: in the journal, and worth nothing.
  return chainRevoked ? withoutCredit("held", ["chain-revoked"]) : withoutCredit("posted", []);
}

/** Held until a clock of its boot is known. */
function noteUndated({ chain, seq, entry, weighing }: NewEntry, { clocks }: Context): void {
  if (entry === null || !isDeposit(entry) || weighing !== null) return;
  if (entry.at.clock !== "unset" || chain.state === "revoked") return;
  clocks.await({ station: chain.station, boot: entry.at.boot }, { chain: chain.id, seq });
}
