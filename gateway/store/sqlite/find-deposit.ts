import { assert } from "#contract/assert.ts";
import { type DepositEntry, type Entry, isDeposit, parseEntry } from "#contract/entry.ts";
import type { Hash } from "#contract/ids.ts";
import { parseJsonText } from "#contract/json.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { EpochMs } from "#contract/units.ts";
import { type DepositId, parseDepositId } from "../../journal/deposit-id.ts";
import type { EventBody, JournalEvent } from "../../journal/event.ts";
import type { Refusal } from "../../registry/act.ts";
import type { StationChain } from "../../registry/registry.ts";
import type { Context } from "./context.ts";
import type { EntryRecord } from "./entry-table.ts";

/** A deposit that people can decide about, as the journal knows it. */
export type FoundDeposit = {
  /** Of the event that brought it. */
  readonly position: number;
  readonly chain: StationChain;
  readonly seq: number;
  /** Null where it could not be read. */
  readonly entry: DepositEntry | null;
  readonly receivedAt: EpochMs;
  readonly hash: Hash;
  /** Null where it lies in quarantine beside the one that took its id. */
  readonly record: EntryRecord | null;
};

/** @param text as people write it: `beitillo/beitillo-01/3/1042` */
export function findDeposit(text: string, context: Context): Result<FoundDeposit, Refusal> {
  const { registry, entries, quarantine, journal, facts } = context;
  const id = parseDepositId(text, facts.scheme);
  if (!id.ok) return refused(id.problem);
  const { seq, hash } = id.value;
  const chain = chainOf(id.value, registry.chains.values());
  if (chain === null) return refused(`There is no deposit ${text}: its station has no such chain.`);
  const record = entries.find(chain.id, seq);
  const meant = record !== null && (hash === null || record.hash === hash) ? record : null;
  const aside = hash === null ? null : quarantine.find({ chain: chain.chain, seq, hash });
  const position = meant?.position ?? aside;
  if (position === null) return refused(`There is no deposit ${text} in the journal.`);
  const { entry } = entryIn(journal.read(position));
  if (entry !== null && !isDeposit(entry)) return refused(`${text} is no deposit.`);
  return ok(depositAt(position, context));
}

/** @param position of the event that brought a deposit, or what nobody could read */
export function depositAt(position: number, { registry, entries, journal }: Context): FoundDeposit {
  const event = journal.read(position);
  const { body, entry, hash } = entryIn(event);
  assert(entry === null || isDeposit(entry), `event ${position} brought no deposit`);
  const chain = registry.chains.get(body.chain);
  assert(chain !== undefined, `an unknown chain: ${body.chain}`);
  const { seq } = body;
  const its = entries.find(chain.id, seq);
  const record = its?.position === position ? its : null;
  return { position, chain, seq, hash, entry, record, receivedAt: EpochMs(Date.parse(event.at)) };
}

/** As people write it: `beitillo/beitillo-01/3/1042`. */
export function nameOf({ chain, seq, hash, record }: FoundDeposit, { facts }: Context): string {
  const number = chain.number ?? chain.chain;
  const parts = [facts.scheme, chain.station, number, seq, ...(record === null ? [hash] : [])];
  return parts.join("/");
}

const refused = (message: string) => fail({ code: "no-such-deposit", message });

function chainOf(
  { station, chain: named }: DepositId,
  chains: Iterable<StationChain>,
): StationChain | null {
  const its = [...chains].filter((one) => one.station === station);
  return its.find(({ chain, number }) => chain === named || number === named) ?? null;
}

type Bringing = Extract<EventBody, { kind: "entry-received" | "entry-set-aside" }>;

function entryIn({ body }: JournalEvent): { body: Bringing; hash: Hash; entry: Entry | null } {
  const brought = body.kind === "entry-received" || body.kind === "entry-set-aside";
  assert(brought, "a deposit came as an entry");
  const json = body.kind === "entry-received" ? ok(body.entry) : parseJsonText(body.text);
  const parsed = json.ok ? parseEntry(json.value) : json;
  return { body, hash: body.hash, entry: parsed.ok ? parsed.value : null };
}
