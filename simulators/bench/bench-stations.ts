import type { Deposit } from "#contract/deposit.ts";
import { canonicalHash, sha256 } from "#contract/hash.ts";
import { type CardId, type Hash, utcTime } from "#contract/ids.ts";
import { canonicalJson, type JsonObject } from "#contract/json.ts";
import { generateSigningKey, type SigningKey } from "#contract/jwk.ts";
import { signPage } from "#contract/page.ts";
import { type PageRange, pageTopicOf } from "#contract/topics.ts";
import { sampleDeposit } from "../gateway/samples.ts";

export const SCHEME = "beitillo";
const BOOT = "0192f0c4-1111-4222-8333-444455556666";
const STREAMS = ["organic", "paper", "plastic", "metal", "glass"];
export const HOUSEHOLDS = 500;
export const cardOf = (index: number): CardId =>
  `${sha256(`card ${index}`).slice(0, 21)}A` as CardId;

/** A signed page as it goes over the wire. */
export type SignedPage = {
  readonly range: PageRange;
  readonly topic: string;
  readonly payload: string;
};

/** A station without devices: it only numbers, links and signs what it invents. */
export function benchStation(index: number, key: SigningKey = generateSigningKey()) {
  const station = `bench-${String(index).padStart(2, "0")}`;
  let seq = 0;
  let prev: Hash | null = null;
  const stamp = () => ({
    boot: BOOT,
    clock: "synced" as const,
    time: utcTime(Date.now()),
    uptimeMs: Math.round(performance.now() * 1000),
  });
  const entry = (): string => {
    seq += 1;
    const data = deposit(seq * 31 + index * 7);
    const made = { chain: key.id, seq, prev, kind: "deposit", at: stamp(), data };
    const json = made as unknown as JsonObject;
    prev = canonicalHash(json);
    const text = canonicalJson(json);
    if (!text.ok) throw new Error(text.problem.detail);
    return text.value;
  };
  const page = (size: number): SignedPage => {
    const entries = Array.from({ length: size }, entry);
    const range = { scheme: SCHEME, station, chain: key.id, first: seq - size + 1, last: seq };
    const payload = signPage({ scheme: SCHEME, station, sent: stamp(), entries }, key);
    return { range, topic: pageTopicOf(range), payload };
  };
  return { station, key, page };
}

/** Cards of 500 households in turn, five streams, bags of 0.5 to 2.5 kg. */
function deposit(chance: number): Deposit {
  const net = 500 + ((chance * 10) % 2000);
  const stream = STREAMS[chance % STREAMS.length] ?? "organic";
  return { ...sampleDeposit(cardOf(chance % HOUSEHOLDS), net), stream };
}
