import { assert } from "#contract/assert.ts";
import { type DepositEntry, type Entry, isDeposit, parseEntry } from "#contract/entry.ts";
import type { Hash, Slug } from "#contract/ids.ts";
import { parseJsonText } from "#contract/json.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { EpochMs } from "#contract/units.ts";
import { parseDepositId, type SentId, type SlipId, slipIdOf } from "../../journal/deposit-id.ts";
import type { EventBody, JournalEvent } from "../../journal/event.ts";
import type { Refusal } from "../../registry/act.ts";
import type { StationChain } from "../../registry/registry.ts";
import type { Context } from "./context.ts";
import type { EntryRecord } from "./entry-table.ts";

type Found = {
  /** Of the event that brought it. */
  readonly position: number;
  readonly station: Slug;
  readonly receivedAt: EpochMs;
};

/** One that a station sent. */
export type SentDeposit = Found & {
  readonly slip: null;
  readonly chain: StationChain;
  readonly seq: number;
  /** Null where it could not be read. */
  readonly entry: DepositEntry | null;
  readonly hash: Hash;
  /** Null where it lies in quarantine beside the one that took its id. */
  readonly record: EntryRecord | null;
};

/** One that people entered by hand. */
export type EnteredDeposit = Found & { readonly slip: string } & {
  readonly [Field in "chain" | "seq" | "entry" | "hash" | "record"]: null;
};

/** A deposit that people can decide about, as the journal knows it. */
export type FoundDeposit = SentDeposit | EnteredDeposit;

/** @param text as people write it: `beitillo/beitillo-01/3/1042`, `beitillo/beitillo-01/manual/17` */
export function findDeposit(text: string, context: Context): Result<FoundDeposit, Refusal> {
  const id = parseDepositId(text, context.facts.scheme);
  if (!id.ok) return refused(id.problem);
  return "slip" in id.value
    ? findEntered(text, id.value, context)
    : findSent(text, id.value, context);
}

/** @param position of the event that brought a deposit, or what nobody could read */
export function depositAt(position: number, context: Context): FoundDeposit {
  const { at, body } = context.journal.read(position);
  const receivedAt = EpochMs(Date.parse(at));
  if (body.kind !== "deposit-entered") return sentAt(position, context);
  const { station, slip } = body;
  const unsent = { chain: null, seq: null, entry: null, hash: null, record: null };
  return { position, station, receivedAt, slip, ...unsent };
}

function sentAt(position: number, { registry, entries, journal }: Context): SentDeposit {
  const event = journal.read(position);
  const { body, entry, hash } = entryIn(event);
  assert(entry === null || isDeposit(entry), `event ${position} brought no deposit`);
  const chain = registry.chains.get(body.chain);
  assert(chain !== undefined, `an unknown chain: ${body.chain}`);
  const { seq } = body;
  const its = entries.find(chain.id, seq);
  const record = its?.position === position ? its : null;
  const receivedAt = EpochMs(Date.parse(event.at));
  const found = { position, station: chain.station, receivedAt, slip: null };
  return { ...found, chain, seq, hash, entry, record };
}

/** What an event says of the deposit that it is about. */
export function namedIn({ position, station, slip, chain, seq, hash, record }: FoundDeposit) {
  if (slip !== null) {
    return { deposit: position, station, chain: null, seq: null, hash: null, slip };
  }
  const its = record === null ? hash : null;
  return { deposit: position, station, chain: chain.chain, seq, hash: its };
}

/** As people write it: `beitillo/beitillo-01/3/1042`. */
export function nameOf(found: FoundDeposit, { facts }: Context): string {
  const { station, slip, chain, seq, hash, record } = found;
  if (slip !== null) return `${facts.scheme}/${slipIdOf({ station, slip })}`;
  const behind = record === null ? [hash] : [];
  return [facts.scheme, station, chain.number ?? chain.chain, seq, ...behind].join("/");
}

function findEntered(text: string, id: SlipId, context: Context): Result<FoundDeposit, Refusal> {
  const position = context.slips.find(id);
  if (position === null) return refused(`There is no deposit ${text}: nobody entered such a slip.`);
  return ok(depositAt(position, context));
}

function findSent(text: string, id: SentId, context: Context): Result<FoundDeposit, Refusal> {
  const { registry, entries, quarantine, journal } = context;
  const { seq, hash } = id;
  const chain = chainOf(id, registry.chains.values());
  if (chain === null) return refused(`There is no deposit ${text}: its station has no such chain.`);
  const record = entries.find(chain.id, seq);
  const meant = record !== null && (hash === null || record.hash === hash) ? record : null;
  const aside = hash === null ? null : quarantine.find({ chain: chain.chain, seq, hash });
  const position = meant?.position ?? aside;
  if (position === null) return refused(`There is no deposit ${text} in the journal.`);
  const { entry } = entryIn(journal.read(position));
  if (entry !== null && !isDeposit(entry)) return refused(`${text} is no deposit.`);
  return ok(sentAt(position, context));
}

const refused = (message: string) => fail({ code: "no-such-deposit", message });

function chainOf(
  { station, chain: named }: SentId,
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
