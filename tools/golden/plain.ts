import { createHmac } from "node:crypto";
import { sha256 } from "#contract/hash.ts";
import type { JsonObject } from "#contract/json.ts";
import { CHAIN, PREFIX, SCHEME, STATION } from "./samples.ts";
import { TEST_CARD_KEY } from "./test-keys.ts";

/** Files of what is not signed: the canonical form, topics, health, cards. */

const same = (name: string, canonical: string) => formed(name, canonical, canonical);
const formed = (name: string, json: string, canonical: string) => ({
  name,
  json,
  expect: { canonical, sha256: sha256(canonical) },
});
const formless = (name: string, json: string) => ({
  name,
  json,
  expect: { problem: "not-canonical" },
});

export const canonicalFile = {
  about:
    "JSON texts and the one form in which they may be signed, with its SHA-256; or none. A received text is accepted only when it is its own canonical form.",
  cases: [
    same("nothing", "null"),
    same("an empty object", "{}"),
    same("an empty list in a list", "[[]]"),
    formed("spaces go", ' { "a" : [ 1 , 2 ] }\n', '{"a":[1,2]}'),
    formed("keys are sorted", '{"b":1,"a":{"d":1,"c":2}}', '{"a":{"c":2,"d":1},"b":1}'),
    formed("keys by character, not by number", '{"9":1,"10":2,"1":3}', '{"1":3,"10":2,"9":1}'),
    formed("capitals before small letters", '{"a":1,"_":2,"B":3}', '{"B":3,"_":2,"a":1}'),
    formed("the empty key comes first", '{"a":1,"":2}', '{"":2,"a":1}'),
    formed("the shorter key first", '{"ab":1,"a":2}', '{"a":2,"ab":1}'),
    formed(
      "keys that need an escape",
      '{"\\\\":1,"\\"":2,"!":3,"#":4}',
      '{"!":3,"\\"":2,"#":4,"\\\\":1}',
    ),
    formed("a key like any other", '{"b":1,"__proto__":{"a":1}}', '{"__proto__":{"a":1},"b":1}'),
    formed("needless escapes go", '"\\u0041\\/\\u0022"', '"A/\\""'),
    formed("an exponent goes", "1e3", "1000"),
    formed("a fraction of nought goes", "-7.0", "-7"),
    same("the largest number", "9007199254740991"),
    same("the smallest number", "-9007199254740991"),
    formless("a number too large", "9007199254740992"),
    formless("a fraction", "0.5"),
    formless("minus nought: a sender should not need it", "-0"),
    formless("a line end in a string", '"\\n"'),
    formless("Arabic", '"قمامة"'),
    formless("half a surrogate pair", '"\\ud83d"'),
    formless("a key beyond ASCII", '{"é":1}'),
    formless("the delete character", '"\\u007f"'),
  ],
};

const heard = (topic: string, expect: JsonObject) => ({ topic, expect });
const foreign = (topic: string, why: string) => ({ topic, why, expect: { problem: "foreign" } });
const outOfBounds = (span: string, why: string) => ({
  topic: `${PREFIX}/journal/${span}`,
  why,
  expect: { problem: "out-of-bounds" },
});
const name = { scheme: SCHEME, station: STATION };
const page = (first: number, last: number) =>
  heard(`${PREFIX}/journal/${CHAIN}/${first}-${last}`, {
    leaf: "journal",
    ...name,
    chain: CHAIN,
    first,
    last,
  });

export const topicsFile = {
  about: "Topics that a gateway receives, and what they say. What is foreign a broker refuses.",
  cases: [
    page(1042, 1042),
    page(1, 200),
    page(2_147_483_448, 2_147_483_647),
    heard(`${PREFIX}/enrol`, { leaf: "enrol", ...name }),
    heard(`${PREFIX}/health`, { leaf: "health", ...name }),
    heard(`${PREFIX}/state`, { leaf: "state", ...name }),
    heard(`qamama/1/${"a".repeat(32)}/0/state`, {
      leaf: "state",
      scheme: "a".repeat(32),
      station: "0",
    }),
    outOfBounds(`${CHAIN}/1-201`, "201 entries"),
    outOfBounds(`${CHAIN}/0-0`, "seqs begin with 1"),
    outOfBounds(`${CHAIN}/2-1`, "first is not above last"),
    outOfBounds(`${CHAIN}/01-1`, "a leading zero"),
    outOfBounds(`${CHAIN}/1-01`, "a leading zero"),
    outOfBounds(`${CHAIN}/+1-1`, "a sign"),
    outOfBounds(`${CHAIN}/1`, "first and last, also when they are one"),
    outOfBounds(`${CHAIN}/2147483648-2147483648`, "seqs end with 2147483647"),
    outOfBounds(`${CHAIN}/2147483647-2147483648`, "seqs end with 2147483647"),
    outOfBounds(`${CHAIN}/1-1/`, "a level too many"),
    outOfBounds(`${CHAIN.slice(1)}/1-1`, "a chain's name has 22 characters"),
    outOfBounds(`${CHAIN}/1-1 `, "a space"),
    foreign(`${PREFIX}/receipts`, "the gateway's own"),
    foreign(`${PREFIX}/enrol/`, "a level too many"),
    foreign(`qamama/2/${SCHEME}/${STATION}/state`, "another version"),
    foreign(`/${PREFIX}/state`, "a level before"),
    foreign(`qamama/1/${SCHEME}/Beitillo-01/state`, "no slug: a capital"),
    foreign(`qamama/1/${SCHEME}/-01/state`, "no slug: begins with a hyphen"),
    foreign(`qamama/1/${"a".repeat(33)}/01/state`, "no slug: 33 characters"),
    foreign(`qamama/1/${SCHEME}//state`, "no slug: empty"),
    foreign("", "empty"),
  ],
};

const health = {
  v: 1,
  at: "2026-11-22T08:15:30.123Z",
  version: "1.0.0",
  outbox: { depth: 3, oldestSeconds: 40, deadLetters: 0 },
  clock: "synced",
  scale: { state: "ok", zeroDriftGrams: 2 },
  reader: { state: "ok" },
  disk: { freeMb: 5120 },
  uptimeMs: 86_400_123,
  fill: [{ stream: "plastic", grams: 42_100 }],
} as const satisfies JsonObject;
const unwell = (name: string, why: string, changes: JsonObject) => ({
  name,
  why,
  json: JSON.stringify({ ...health, ...changes }),
  expect: { problem: "malformed" },
});

export const healthFile = {
  about: `Health as a station publishes it, plain JSON, on ${PREFIX}/health.`,
  cases: [
    { name: "well", json: JSON.stringify(health), expect: { message: health } },
    {
      name: "unknown members are left out, here and inside",
      json: JSON.stringify({ ...health, mood: "good", disk: { freeMb: 5120, wear: 1 } }),
      expect: { message: health },
    },
    {
      name: "a scale that drifts below zero, no bins",
      json: JSON.stringify({ ...health, scale: { state: "lost", zeroDriftGrams: -3 }, fill: [] }),
      expect: { message: { ...health, scale: { state: "lost", zeroDriftGrams: -3 }, fill: [] } },
    },
    unwell("no outbox", "all keys shown are required", { outbox: null }),
    unwell("a negative depth", "counts are not negative", {
      outbox: { ...health.outbox, depth: -1 },
    }),
    unwell("another version", "`v` is 1", { v: 2 }),
    unwell("a fraction of a gram", "whole grams", { fill: [{ stream: "plastic", grams: 0.5 }] }),
  ],
};

const cardOf = (uid: string) =>
  createHmac("sha256", Buffer.from(TEST_CARD_KEY, "hex"))
    .update(Buffer.from(uid, "hex"))
    .digest()
    .subarray(0, 16)
    .toString("base64url");
const card = (kind: string, uid: string) => ({ kind, uid, expect: { card: cardOf(uid) } });

export const cardsFile = {
  about:
    "Names of cards: HMAC-SHA-256 of the UID under the scheme's card key, its first 16 bytes in base64url. UIDs in hex, in anticollision order; the key is `cardKey` of test-keys.json.",
  cases: [
    card("4 bytes, ISO 14443-3 single size", "a1b2c3d4"),
    card("5 bytes, 125 kHz tag as sent", "0f00a1b2c3"),
    card("7 bytes, double size", "04a1b2c3d4e5f6"),
    card("10 bytes, triple size", "04a1b2c3d4e5f6070809"),
    { kind: "4 bytes, random", uid: "08b2c3d4", expect: { problem: "random-uid" } },
  ],
};
