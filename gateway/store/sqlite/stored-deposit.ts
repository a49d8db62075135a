import { assert } from "#contract/assert.ts";
import { type DepositEntry, isDeposit, parseEntry } from "#contract/entry.ts";
import { EpochMs } from "#contract/units.ts";
import type { Proof } from "../../journal/deposit-events.ts";
import type { StationChain } from "../../registry/registry.ts";
import type { Context } from "./context.ts";
import type { EntryRecord } from "./entry-table.ts";

/** What was weighed, by whom it was sent and when it came: as much as a row for people needs. */
export type StoredDeposit = {
  readonly entry: DepositEntry;
  readonly chain: StationChain;
  readonly receivedAt: EpochMs;
  /** What the keys said of its card's proof. */
  readonly proof: Proof | null;
};

/** The entry of a recorded deposit, which the journal holds. */
export function storedDeposit({ position }: EntryRecord, context: Context): StoredDeposit {
  const { at, body } = context.journal.read(position);
  assert(body.kind === "entry-received", `event ${position} brought no entry`);
  const parsed = parseEntry(body.entry);
  assert(parsed.ok && isDeposit(parsed.value), `event ${position} brought no deposit`);
  const chain = context.registry.chains.get(body.chain);
  assert(chain !== undefined, `an unknown chain: ${body.chain}`);
  const { proof } = body;
  return { entry: parsed.value, chain, receivedAt: EpochMs(Date.parse(at)), proof };
}
