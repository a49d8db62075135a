import { sha256 } from "#contract/hash.ts";
import type { JsonObject } from "#contract/json.ts";
import { type Jws, jwsOf } from "./jws.ts";
import { canonical, entry, linkedEntries, PREFIX, SCHEME, STATION, stamp } from "./samples.ts";
import { type TestKeyName, testKeys } from "./test-keys.ts";

type Problem = "bad-signature" | "unreadable";
type Options = {
  /** The key that the chain of the topic is registered with. */
  key?: TestKeyName;
  first?: number;
  last?: number;
};
type Refused = Options & { why: string; jws: string };

const idOf = (name: TestKeyName) => testKeys[name].id;

function pageCase(name: string, { key = "station", first = 1042, last = first }: Options) {
  return { name, topic: `${PREFIX}/journal/${idOf(key)}/${first}-${last}`, key };
}

/** @param entries objects, or the texts that stand for ones which have no canonical form */
function payloadOf(entries: readonly (JsonObject | string)[], changes: JsonObject = {}): string {
  const frame = { entries: [], scheme: SCHEME, sent: stamp, station: STATION, v: 1, ...changes };
  const texts = entries.map((it) => (typeof it === "string" ? it : canonical(it)));
  return canonical({ chain: idOf("station"), ...frame }).replace(
    "[]",
    () => `[${texts.join(",")}]`,
  );
}

const pageBy = (by: TestKeyName, payload: string | Uint8Array, odd: Partial<Jws> = {}) =>
  jwsOf({ by, typ: "qamama-page", payload, ...odd });

type Expected = [entry: JsonObject, problem: null | "malformed" | "wrong-chain"];

function accepted(name: string, entries: Expected[], given: Options & Partial<Jws> = {}) {
  const { key = "station", first, last, ...odd } = given;
  const payload = payloadOf(
    entries.map(([it]) => it),
    { chain: idOf(key) },
  );
  const expect = entries.map(([it, problem]) => {
    const text = canonical(it);
    return { seq: it.seq, hash: sha256(text), problem };
  });
  const range = pageCase(name, { key, ...(first && { first }), ...(last && { last }) });
  return {
    ...range,
    jws: pageBy(key, payload, odd),
    payload,
    expect: { sent: stamp, entries: expect },
  };
}

const refused = (problem: Problem) => (name: string, given: Refused) => {
  const { why, jws, ...options } = given;
  return { ...pageCase(name, options), why, jws, expect: { problem } };
};
const badSignature = refused("bad-signature");
const unreadable = refused("unreadable");

const linked = (key: TestKeyName): Expected[] => linkedEntries(idOf(key)).map((it) => [it, null]);
const header = (members: string) => `{${members}}`;
const [alg, kid, typ] = ['"alg":"EdDSA"', `"kid":"${idOf("station")}"`, '"typ":"qamama-page"'];
const three = { first: 1, last: 3 };

const byElement = accepted("signed with ES256 by a secure element", linked("secure-element"), {
  key: "secure-element",
  ...three,
});
const good = [
  accepted("a live drop: a page of one", [[entry, null]]),
  accepted("three linked entries", linked("station"), three),
  byElement,
  accepted("the header's members in another order, with spaces", [[entry, null]], {
    header: `{ "typ": "qamama-page", "kid": "${idOf("station")}", "alg": "EdDSA" }`,
  }),
  accepted(
    "a faulty entry and one of another chain among good ones: each is judged alone",
    [
      [{ ...entry, seq: 7 }, null],
      [{ ...entry, seq: 8, data: { note: "?" } }, "malformed"],
      [{ ...entry, seq: 9, chain: idOf("stranger") }, "wrong-chain"],
      [{ ...entry, seq: 10 }, null],
    ],
    { first: 7, last: 10 },
  ),
  accepted("keys that look like numbers are sorted as text", [
    [{ ...entry, kind: "parameter", data: { "9": "b", "10": "a" } }, null],
  ]),
];

const one = pageBy("station", payloadOf([entry]));
const [head = "", body = "", tail = ""] = one.split(".");
/** The same bytes with a bit set that base64url throws away. */
const otherSpelling = (text: string) => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return text.slice(0, -1) + alphabet.charAt(alphabet.indexOf(text.slice(-1)) + 1);
};
/** The signature as X.509 writes it: a sequence of two numbers, each with a zero before a high bit. */
function inDer(jws: string): string {
  const [head, body, tail = ""] = jws.split(".");
  const bytes = Buffer.from(tail, "base64url");
  const numbers = [bytes.subarray(0, 32), bytes.subarray(32)].flatMap((half) => {
    const digits = [...half.subarray(half.findIndex((byte) => byte !== 0))];
    const positive = (digits[0] ?? 0) < 0x80 ? digits : [0, ...digits];
    return [0x02, positive.length, ...positive];
  });
  const der = Buffer.from([0x30, numbers.length, ...numbers]);
  return `${head}.${body}.${der.toString("base64url")}`;
}

const unsigned = [
  badSignature("signed by a stranger", {
    why: "not the registered key",
    jws: pageBy("stranger", payloadOf([entry]), { kid: idOf("station") }),
  }),
  badSignature("a stranger's own page on another's topic", {
    why: "`kid` is not the chain of the topic",
    jws: pageBy("stranger", payloadOf([entry])),
  }),
  badSignature("another type", {
    why: "`typ` is `qamama-page`",
    jws: pageBy("station", payloadOf([entry]), { typ: "qamama-enrol" }),
  }),
  badSignature("another algorithm", {
    why: "`alg` is that of the registered key, whatever the header says",
    jws: pageBy("station", payloadOf([entry]), { alg: "ES256" }),
  }),
  badSignature("no algorithm", {
    why: "only EdDSA and ES256 are known",
    jws: pageBy("station", payloadOf([entry]), { alg: "none" }),
  }),
  badSignature("the algorithm in small letters", {
    why: "names are compared letter by letter",
    jws: pageBy("station", payloadOf([entry]), { alg: "eddsa" }),
  }),
  badSignature("a fourth header member", {
    why: "exactly three",
    jws: pageBy("station", payloadOf([entry]), {
      header: header(`${alg},${kid},${typ},"b64":true`),
    }),
  }),
  badSignature("a header member twice", {
    why: "exactly three",
    jws: pageBy("station", payloadOf([entry]), { header: header(`${alg},${kid},${typ},${typ}`) }),
  }),
  badSignature("two header members", {
    why: "exactly three",
    jws: pageBy("station", payloadOf([entry]), { header: header(`${alg},${typ}`) }),
  }),
  badSignature("an escape in the header", {
    why: "header members are written plainly",
    jws: pageBy("station", payloadOf([entry]), {
      header: header(`"\\u0061lg":"EdDSA",${kid},${typ}`),
    }),
  }),
  badSignature("no signature", { why: "empty", jws: `${head}.${body}.` }),
  badSignature("two parts", { why: "three parts", jws: `${head}.${body}` }),
  badSignature("four parts", { why: "three parts", jws: `${one}.` }),
  badSignature("padding", { why: "base64url has none", jws: `${one}==` }),
  badSignature("a line end", { why: "nothing may follow", jws: `${one}\n` }),
  badSignature("the signature in another spelling", {
    why: "its last character carries bits that must be zero",
    jws: `${head}.${body}.${otherSpelling(tail)}`,
  }),
  badSignature("the signature in plain base64", {
    why: "base64url is not base64",
    jws: `${head}.${body}.${tail.replaceAll("-", "+").replaceAll("_", "/")}`,
  }),
  badSignature("a page changed after it was signed", {
    why: "one gram more",
    jws: `${head}.${Buffer.from(payloadOf([{ ...entry, seq: 1043 }])).toString("base64url")}.${tail}`,
  }),
  badSignature("an ES256 signature in DER", {
    key: "secure-element",
    ...three,
    why: "JWS has the two numbers of 32 bytes after each other (RFC 7518, 3.4)",
    jws: inDer(byElement.jws),
  }),
];

const parameter = (data: string) =>
  canonical({ ...entry, kind: "parameter", data: {} }).replace('"data":{}', () => `"data":${data}`);
const spelled = (name: string, why: string, data: string) =>
  unreadable(name, { why, jws: pageBy("station", payloadOf([parameter(data)])) });
const framed = (name: string, why: string, changes: JsonObject) =>
  unreadable(name, { why, jws: pageBy("station", payloadOf([entry], changes)) });
const raw = (name: string, why: string, payload: string | Uint8Array) =>
  unreadable(name, { why, jws: pageBy("station", payload) });
const spanned = (name: string, why: string, seqs: number[], range: Options) =>
  unreadable(name, {
    why,
    ...range,
    jws: pageBy("station", payloadOf(seqs.map((seq) => ({ ...entry, seq })))),
  });

const notCanonical = [
  spelled("a fraction", "numbers are integers", '{"g":1.5}'),
  spelled("an exponent", "1000 is written 1000", '{"g":1e3}'),
  spelled("a whole number with a fraction's dot", "1 is written 1", '{"g":1.0}'),
  spelled("minus zero", "0 is written 0", '{"g":-0}'),
  spelled("2 to the 53rd", "beyond the safe integers", '{"g":9007199254740992}'),
  spelled("a very large number", "beyond the safe integers", '{"g":1e+21}'),
  spelled("Arabic text", "strings are printable ASCII", '{"note":"قمامة"}'),
  spelled("an escaped letter", "a has one spelling", '{"note":"\\u0061"}'),
  spelled("an escaped slash", "/ has one spelling", '{"note":"\\/"}'),
  spelled("an escaped line end", "strings are printable ASCII", '{"note":"\\n"}'),
  spelled("half a surrogate pair", "strings are printable ASCII", '{"note":"\\ud800"}'),
  spelled("a key twice", "which of them counts?", '{"g":1,"g":2}'),
  spelled("an escaped key twice", "which of them counts?", '{"g":1,"\\u0067":2}'),
  spelled("keys unsorted", "sorted by character", '{"b":1,"a":2}'),
  spelled("number-like keys sorted as numbers", "sorted as text", '{"9":1,"10":2}'),
  spelled("a space", "none between tokens", '{"g": 1}'),
];

const misfit = [
  raw("not JSON", "cut off", payloadOf([entry]).slice(0, -1)),
  raw("not an object", "a page is an object", "[]"),
  raw("a byte order mark", "nothing stands before the brace", `\ufeff${payloadOf([entry])}`),
  raw("a line end after it", "nothing stands behind the brace", `${payloadOf([entry])}\n`),
  raw("bytes that are no UTF-8", "a lone FF", Buffer.from([0x7b, 0xff, 0x7d])),
  raw("nested without end", "not JSON, and deep: no stack may overflow", "[".repeat(2000)),
  framed("an unknown member", "unknown keys are faults", { note: 1 }),
  framed("another version", "`v` is 1", { v: 2 }),
  framed("another scheme's", "as in the topic", { scheme: "elsewhere" }),
  framed("another station's", "as in the topic", { station: "beitillo-02" }),
  framed("another chain's frame", "as in the topic", { chain: idOf("stranger") }),
  framed("sent on the 31st of February", "`sent` is a stamp", {
    sent: { ...stamp, time: "2026-02-31T00:00:00.000Z" },
  }),
  spanned("no entries", "at least one", [], {}),
  spanned("fewer than the topic says", "first and last as in the topic", [1042], { last: 1043 }),
  spanned("more than the topic says", "first and last as in the topic", [1042, 1043], {}),
  spanned("a gap", "seqs ascend without gaps", [1042, 1044], { last: 1043 }),
  spanned("the same seq twice", "seqs ascend without gaps", [1042, 1042], { last: 1043 }),
  unreadable("an entry that is no object", {
    why: "it has no seq",
    jws: pageBy("station", payloadOf(["1042"])),
  }),
];

export const pagesFile = {
  about:
    "Pages as MQTT carries them (`jws`), on `topic`, where the topic's chain is registered with the test key `key`. Accepted ones show the canonical `payload`, and for each entry its hash and whether it is refused on its own.",
  cases: [...good, ...unsigned, ...notCanonical, ...misfit],
};
