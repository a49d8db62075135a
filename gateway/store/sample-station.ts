import { assert } from "#contract/assert.ts";
import type { Deposit } from "#contract/deposit.ts";
import { parseEntry } from "#contract/entry.ts";
import { canonicalHash, sha256 } from "#contract/hash.ts";
import type { CardId, Hash } from "#contract/ids.ts";
import { utcTime } from "#contract/ids.ts";
import { canonicalJson, type Json, type JsonObject } from "#contract/json.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import type { PageEntry } from "#contract/page.ts";
import { fail } from "#contract/result.ts";
import type { ClockState, Stamp } from "#contract/stamp.ts";
import { EpochMs, Grams } from "#contract/units.ts";
import type { ReceivedPage } from "./store.ts";

/** What a test says of one entry; the rest is an ordinary bag of plastic. */
export type Drop = {
  readonly at?: EpochMs;
  readonly clock?: ClockState;
  readonly uptimeMs?: number;
  readonly boot?: string;
  readonly kind?: string;
  readonly data?: Partial<Deposit> | JsonObject;
};

export const BOOT = "0192f0c4-1111-4222-8333-444455556666";
export const card = (name: string): CardId => `${name.padEnd(21, "_")}A` as CardId;
export const at = (utc: string): EpochMs => EpochMs(Date.parse(utc));

/** A station on paper: it numbers and links entries, and cuts pages as the wire would bring them. */
export function sampleStation(station = "beitillo-01", scheme = "beitillo") {
  const key = generateSigningKey();
  let [seq, prev]: [number, Hash | null] = [0, null];

  const stamp = ({ at: time = at("2026-11-22T08:00:00.000Z"), ...drop }: Drop): Stamp => ({
    boot: drop.boot ?? BOOT,
    clock: drop.clock ?? "synced",
    time: utcTime(time),
    uptimeMs: drop.uptimeMs ?? 1_000,
  });
  const entry = (drop: Drop = {}): JsonObject => {
    seq += 1;
    const { kind = "deposit", data = {} } = drop;
    const body = kind === "deposit" ? { ...plastic(1_000), ...data } : data;
    const made = {
      chain: key.id,
      seq,
      prev,
      kind,
      at: stamp(drop),
      data: body,
    } as unknown as JsonObject;
    prev = canonicalHash(made);
    return made;
  };
  const page = (
    entries: readonly JsonObject[],
    {
      receivedAt = at("2026-11-22T08:00:01.000Z"),
      sent = {},
    }: { receivedAt?: EpochMs; sent?: Drop } = {},
  ): ReceivedPage => {
    const judged = entries.map((json) => judge(json, key.id));
    const [first = 1, last = first] = [judged.at(0)?.seq, judged.at(-1)?.seq];
    const range = { scheme, station, chain: key.id, first, last };
    const content = { sent: stamp({ at: receivedAt, uptimeMs: 2_000, ...sent }), entries: judged };
    return { range, receivedAt, raw: Buffer.from("raw"), page: { ok: true, value: content } };
  };
  return { station, key, entry, page, drop: (drop: Drop = {}) => page([entry(drop)]) };
}

/** @param net g */
export function plastic(net: number): Deposit {
  return {
    card: card("card-1"),
    cardProof: null,
    stream: "plastic",
    grade: null,
    gross: Grams(net),
    tare: Grams(0),
    net: Grams(net),
    capture: "scale",
    attendant: null,
    slip: null,
    scale: {
      id: "platform-1",
      division: 10,
      verified: true,
      samples: 12,
      spread: 0,
      calibration: "2026-09-01",
      window: "w".repeat(43) as Hash,
    },
  };
}

function judge(json: Json, chain: string): PageEntry {
  const { seq, chain: named } = json as { seq: number; chain: string };
  const entry = named === chain ? parseEntry(json) : fail({ code: "wrong-chain" as const });
  const text = canonicalJson(json);
  assert(text.ok, "a sample has a canonical form");
  return { seq, hash: sha256(text.value), text: text.value, entry };
}
