import { assert } from "#contract/assert.ts";
import { type DepositEntry, type Entry, isDeposit, parseEntry } from "#contract/entry.ts";
import type { Hash, Slug } from "#contract/ids.ts";
import { parseJsonText } from "#contract/json.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { EpochMs } from "#contract/units.ts";
import { parseDepositId, type SentId, type SlipId } from "../../journal/deposit-id.ts";
import type { JournalEvent } from "../../journal/event.ts";
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

function findEntered(text: string, id: SlipId, context: Context): Result<FoundDeposit, Refusal> {
  const position = context.slips.find(id);
  if (position === null) return refused(`There is no deposit ${text}: nobody entered such a slip.`);
  const { at, body } = context.journal.read(position);
  assert(body.kind === "deposit-entered", "a slip was entered");
  const { station, slip } = body;
  const receivedAt = EpochMs(Date.parse(at));
  const unsent = { chain: null, seq: null, entry: null, hash: null, record: null };
  return ok({ position, station, receivedAt, slip, ...unsent });
}

function findSent(text: string, id: SentId, context: Context): Result<FoundDeposit, Refusal> {
  const { registry, entries, quarantine, journal } = context;
  const { station, seq, hash } = id;
  const chain = chainOf(id, registry.chains.values());
  if (chain === null) return refused(`There is no deposit ${text}: its station has no such chain.`);
  const record = entries.find(chain.id, seq);
  const meant = record !== null && (hash === null || record.hash === hash) ? record : null;
  const aside = hash === null ? null : quarantine.find({ chain: chain.chain, seq, hash });
  const position = meant?.position ?? aside;
  if (position === null) return refused(`There is no deposit ${text} in the journal.`);
  const event = journal.read(position);
  const { entry, hash: its } = entryIn(event);
  if (entry !== null && !isDeposit(entry)) return refused(`${text} is no deposit.`);
  const receivedAt = EpochMs(Date.parse(event.at));
  const found = { position, station, receivedAt, slip: null };
  return ok({ ...found, chain, seq, hash: its, entry, record: meant });
}

const refused = (message: string) => fail({ code: "no-such-deposit", message });

function chainOf(
  { station, chain: named }: SentId,
  chains: Iterable<StationChain>,
): StationChain | null {
  const its = [...chains].filter((one) => one.station === station);
  return its.find(({ chain, number }) => chain === named || number === named) ?? null;
}

function entryIn({ body }: JournalEvent): { hash: Hash; entry: Entry | null } {
  const brought = body.kind === "entry-received" || body.kind === "entry-set-aside";
  assert(brought, "a deposit came as an entry");
  const json = body.kind === "entry-received" ? ok(body.entry) : parseJsonText(body.text);
  const parsed = json.ok ? parseEntry(json.value) : json;
  return { hash: body.hash, entry: parsed.ok ? parsed.value : null };
}
