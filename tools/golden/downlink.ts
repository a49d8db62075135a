import { sha256 } from "#contract/hash.ts";
import type { JsonObject } from "#contract/json.ts";
import { type Jws, jwsOf } from "./jws.ts";
import { CARD, CHAIN, SCHEME, STATION } from "./samples.ts";
import { type TestKeyName, testKeys } from "./test-keys.ts";

const AT = "2026-11-22T08:15:30.201Z";
const KEYS_VERSION = 1_795_334_400_000;
const VERSION = 1_795_334_400_123;

type Message = { typ: string; by: TestKeyName; valid: JsonObject };

/** Cases of one message: `expect.message` is what a station of this version understands. */
function casesOf({ typ, by, valid }: Message) {
  const sign = (payload: JsonObject | string, odd: Partial<Jws> = {}) =>
    jwsOf({
      by,
      typ,
      payload: typeof payload === "string" ? payload : JSON.stringify(payload),
      ...odd,
    });
  return {
    accepted: (name: string, message: JsonObject = valid, sent: JsonObject | string = message) => ({
      name,
      jws: sign(sent),
      expect: { message },
    }),
    unreadable: (name: string, why: string, changes: JsonObject) => ({
      name,
      why,
      jws: sign({ ...valid, ...changes }),
      expect: { problem: "unreadable" },
    }),
    badSignature: (name: string, why: string, odd: Partial<Jws>) => ({
      name,
      why,
      jws: sign(valid, odd),
      expect: { problem: "bad-signature" },
    }),
  };
}

/** What every signed message of the gateway has in common. */
function commonCases({ typ, by, valid }: Message) {
  const { accepted, unreadable, badSignature } = casesOf({ typ, by, valid });
  return [
    accepted("as it is"),
    accepted(
      "spaces are no fault: only stations sign the canonical form",
      valid,
      JSON.stringify(valid, null, 2),
    ),
    accepted("an unknown member is left out: the gateway may be the newer", valid, {
      ...valid,
      motto: "new",
    }),
    unreadable("another version of the contract", "`v` is 1", { v: 2 }),
    unreadable("no scheme", "a slug", { scheme: null }),
    badSignature("signed by a stranger", "a key that is not listed", { by: "stranger" }),
    badSignature("signed by a stranger in a known key's name", "the signature is wrong", {
      by: "stranger",
      kid: testKeys[by].id,
    }),
    badSignature("signed by a station", "a station's key speaks for its station only", {
      by: "station",
    }),
    badSignature("another type", "`typ` names the message", { typ: "qamama-page" }),
    badSignature("another algorithm", "`alg` is the key's", { alg: "ES256" }),
  ];
}

const outcome = {
  seq: 1042,
  hash: sha256("the entry"),
  outcome: "posted",
  repeat: false,
  reasons: [],
  credited: 173,
  points: 17_280,
  balance: 9154,
  owed: 0,
} as const satisfies JsonObject;
const unpaid = { credited: null, points: null, balance: null, owed: null };
const receiptOf = (...outcomes: JsonObject[]): JsonObject => ({
  v: 1,
  scheme: SCHEME,
  station: STATION,
  chain: CHAIN,
  at: AT,
  outcomes,
});

const receipt = { typ: "qamama-receipt", by: "gateway", valid: receiptOf(outcome) } as const;
const receipts = casesOf(receipt);
const every = [
  outcome,
  { ...outcome, seq: 1043, repeat: true, reasons: ["over-cap", "unclaimed"], credited: 0 },
  { ...outcome, ...unpaid, seq: 1044, outcome: "held", reasons: ["card-blocked"] },
  { ...outcome, ...unpaid, seq: 1045, outcome: "refused", reasons: ["malformed"] },
  { ...outcome, ...unpaid, seq: 1046, outcome: "conflict" },
  { ...outcome, ...unpaid, seq: 1047, hash: null, outcome: "deferred", reasons: ["overloaded"] },
];

export const receiptsFile = {
  about: "Receipts. `ring` names the test keys that a station knows the gateway by.",
  ring: ["gateway"],
  cases: [
    ...commonCases(receipt),
    receipts.accepted("every outcome", receiptOf(...every)),
    receipts.accepted("reasons are an open list", receiptOf({ ...outcome, reasons: ["tuesday"] })),
    receipts.accepted(
      "an unknown outcome is heard as deferred",
      receiptOf({ ...outcome, outcome: "deferred" }),
      receiptOf({ ...outcome, outcome: "pending" }),
    ),
    receipts.accepted(
      "a correction took back more than there was",
      receiptOf({ ...outcome, credited: -20, balance: 0, owed: 20 }),
    ),
    receipts.unreadable("an outcome without a member", "all nine are always there", {
      outcomes: [{ seq: 1042, hash: null, outcome: "deferred", repeat: false, reasons: [] }],
    }),
    receipts.unreadable("a credit with a fraction", "whole minor units", {
      outcomes: [{ ...outcome, credited: 1.5 }],
    }),
    receipts.unreadable("a hash that is none", "43 characters", {
      outcomes: [{ ...outcome, hash: "p2Qf" }],
    }),
  ],
};

const stream = {
  stream: "plastic",
  label: { ar: "بلاستيك", en: "Plastic" },
  ratePerKg: 40,
  minGrams: 500,
  maxGrams: 10_000,
  attendedOnly: false,
};
const knownChain = { chain: CHAIN, number: 3, state: "open", next: 1043 };
const settings = {
  typ: "qamama-settings",
  by: "gateway",
  valid: {
    v: 1,
    scheme: SCHEME,
    station: STATION,
    keysVersion: KEYS_VERSION,
    version: VERSION,
    at: AT,
    streams: [stream],
    currency: { code: "QAM", minorUnits: 2 },
    timeZone: "Asia/Hebron",
    chains: [knownChain],
    restored: null,
  },
} as const;
const setting = casesOf(settings);

export const settingsFile = {
  about: "Settings. `ring` names the test keys that a station knows the gateway by.",
  ring: ["gateway"],
  cases: [
    ...commonCases(settings),
    setting.accepted("after a restore, an older chain revoked", {
      ...settings.valid,
      chains: [
        { ...knownChain, number: 2, state: "revoked" },
        { ...knownChain, next: 1 },
      ],
      restored: { since: "2026-11-21T22:00:00.000Z", at: "2026-11-22T07:00:00.000Z" },
    }),
    setting.unreadable("a stream without its maximum", "2,000,000 where there is none", {
      streams: [{ ...stream, maxGrams: null }],
    }),
    setting.unreadable("the next seq is nought", "1 where nothing is recorded", {
      chains: [{ ...knownChain, next: 0 }],
    }),
    setting.unreadable("a time that is none", "the 31st of February", {
      at: "2026-02-31T00:00:00.000Z",
    }),
  ],
};

const blocked = {
  typ: "qamama-blocked",
  by: "gateway",
  valid: { v: 1, scheme: SCHEME, keysVersion: KEYS_VERSION, version: VERSION, cards: [CARD] },
} as const;

export const blockedFile = {
  about: "Blocked cards. `ring` names the test keys that a station knows the gateway by.",
  ring: ["gateway"],
  cases: [
    ...commonCases(blocked),
    casesOf(blocked).accepted("none", { ...blocked.valid, cards: [] }),
    casesOf(blocked).unreadable("a UID in place of a card's name", "22 characters", {
      cards: ["04a1b2c3d4e5f6"],
    }),
  ],
};

const { gateway, "secure-element": element } = testKeys;
const keys = {
  typ: "qamama-keys",
  by: "root",
  valid: { v: 1, scheme: SCHEME, version: KEYS_VERSION, keys: [gateway.publicJwk] },
} as const;

export const keysFile = {
  about: "The gateway's keys. `ring` names the one test key that a station was given: the root.",
  ring: ["root"],
  cases: [
    ...commonCases(keys),
    casesOf(keys).accepted("two keys", {
      ...keys.valid,
      keys: [gateway.publicJwk, element.publicJwk],
    }),
    casesOf(keys).accepted("what a key says beyond RFC 7638 is left out", keys.valid, {
      ...keys.valid,
      keys: [{ ...gateway.publicJwk, kid: gateway.id, use: "sig" }],
    }),
    casesOf(keys).badSignature("signed by the key that it lists", "only the root signs keys", {
      by: "gateway",
    }),
    casesOf(keys).unreadable("no keys", "at least one", { keys: [] }),
    casesOf(keys).unreadable("a key that is no point", "y is x", {
      keys: [{ ...element.publicJwk, y: element.publicJwk.x }],
    }),
  ],
};
