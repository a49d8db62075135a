import { assert } from "#contract/assert.ts";
import { canonicalHash, sha256 } from "#contract/hash.ts";
import { canonicalJson, type Json, type JsonObject } from "#contract/json.ts";
import { testKeys } from "./test-keys.ts";

export const SCHEME = "beitillo";
export const STATION = "beitillo-01";
export const CHAIN = testKeys.station.id;
export const PREFIX = `qamama/1/${SCHEME}/${STATION}`;

export const stamp = {
  boot: "0192f0c4-5b1e-7c3a-9d2f-0a1b2c3d4e5f",
  clock: "synced",
  time: "2026-11-22T08:15:30.123Z",
  uptimeMs: 86_400_123,
} as const satisfies JsonObject;

export const scale = {
  id: "platform-1",
  division: 10,
  verified: true,
  samples: 12,
  spread: 4,
  calibration: "2026-09-01",
  window: sha256("the raw frames of the window"),
} as const satisfies JsonObject;

export const CARD = "AWmI5vS3xRIuQYBz8oPdAg";
export const ATTENDANT = "BHHk6qPmTz2yGdUe5vXcYw";

export const deposit = {
  card: CARD,
  cardProof: null,
  stream: "plastic",
  grade: "A",
  gross: 4680,
  tare: 360,
  net: 4320,
  capture: "scale",
  attendant: null,
  slip: null,
  scale,
} as const satisfies JsonObject;

export const entry = {
  chain: CHAIN,
  seq: 1042,
  prev: sha256("the entry before"),
  kind: "deposit",
  at: stamp,
  data: deposit,
} as const satisfies JsonObject;

/** The canonical text of something that has one. */
export function canonical(value: Json): string {
  const text = canonicalJson(value);
  assert(text.ok, "a sample has a canonical form");
  return text.value;
}

/** Three entries of one chain, each linked to the one before: a deposit, an emptied bin, a deposit. */
export function linkedEntries(chain: string): JsonObject[] {
  const first = { ...entry, chain, seq: 1, prev: null };
  const data = { stream: "plastic", by: ATTENDANT };
  const second = { chain, seq: 2, prev: canonicalHash(first), kind: "emptied", at: stamp, data };
  return [first, second, { ...entry, chain, seq: 3, prev: canonicalHash(second) }];
}
