import type { JsonObject } from "#contract/json.ts";
import { type Jws, jwsOf } from "./jws.ts";
import { canonical, PREFIX, SCHEME, STATION, stamp } from "./samples.ts";
import { type TestKeyName, testKeys } from "./test-keys.ts";

function fieldsOf(key: TestKeyName, changes: JsonObject = {}): JsonObject {
  const { id, publicJwk } = testKeys[key];
  return {
    at: stamp,
    chain: id,
    key: publicJwk,
    scheme: SCHEME,
    station: STATION,
    v: 1,
    ...changes,
  };
}

const enrolBy = (by: TestKeyName, payload: string, odd: Partial<Jws> = {}) =>
  jwsOf({ by, typ: "qamama-enrol", payload, ...odd });

function accepted(name: string, by: TestKeyName) {
  const payload = canonical(fieldsOf(by));
  return { name, jws: enrolBy(by, payload), payload, expect: { chain: testKeys[by].id } };
}

const refused =
  (problem: "bad-signature" | "unreadable") => (name: string, why: string, jws: string) => ({
    name,
    why,
    jws,
    expect: { problem },
  });
const badSignature = refused("bad-signature");
const unreadable = refused("unreadable");
const changed = (name: string, why: string, changes: JsonObject) =>
  unreadable(name, why, enrolBy("station", canonical(fieldsOf("station", changes))));

const { station } = testKeys;
const plain = canonical(fieldsOf("station"));
const elementKey = { ...testKeys["secure-element"].publicJwk };

export const enrolFile = {
  about: `What a station sends to ask for a further chain, on ${PREFIX}/enrol.`,
  scheme: SCHEME,
  station: STATION,
  cases: [
    accepted("an Ed25519 key", "station"),
    accepted("a P-256 key of a secure element", "secure-element"),
    badSignature(
      "signed by another key",
      "a station proves that it holds the key it asks for",
      enrolBy("stranger", plain, { kid: station.id }),
    ),
    badSignature(
      "another key's name in the header",
      "`kid` is the chain",
      enrolBy("station", plain, { kid: testKeys.stranger.id }),
    ),
    badSignature(
      "a chain that is not the key's name",
      "the chain is the thumbprint's first 22 characters",
      enrolBy("station", canonical(fieldsOf("station", { chain: testKeys.stranger.id })), {
        kid: testKeys.stranger.id,
      }),
    ),
    badSignature(
      "another algorithm than the key's",
      "a P-256 key signs with ES256",
      enrolBy("station", canonical(fieldsOf("secure-element")), {
        kid: testKeys["secure-element"].id,
      }),
    ),
    badSignature(
      "another type",
      "`typ` is `qamama-enrol`",
      enrolBy("station", plain, { typ: "qamama-page" }),
    ),
    unreadable("not canonical", "a space", enrolBy("station", plain.replace(":", ": "))),
    changed("another station's", "as in the topic", { station: "beitillo-02" }),
    changed("another scheme's", "as in the topic", { scheme: "elsewhere" }),
    changed("an unknown member", "unknown keys are faults", { note: "" }),
    changed("a key that says more than it must", "the members of RFC 7638 only", {
      key: { ...station.publicJwk, use: "sig" },
    }),
    changed("a private key", "the members of RFC 7638 only", {
      key: { ...station.publicJwk, d: "A".repeat(43) },
    }),
    changed("a key in another spelling", "else one key would have many names", {
      key: { ...station.publicJwk, x: `${"A".repeat(42)}B` },
    }),
    changed("no point on the curve", "y is x", { key: { ...elementKey, y: elementKey.x ?? "" } }),
    changed("a key of another kind", "Ed25519 or P-256", {
      key: { ...station.publicJwk, crv: "X25519" },
    }),
  ],
};
