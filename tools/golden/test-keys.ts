import { createECDH, createHash, createPrivateKey } from "node:crypto";
import { type SigningKey, signingKeyOf } from "#contract/jwk.ts";

/** Everyone can read these keys: they are for examples and tests, and for nothing else. */
export const testKeys = {
  /** A station's key on its own disk, and the name of its chain. */
  station: ed25519("station"),
  /** A station's key in a secure element. */
  "secure-element": p256("secure element"),
  /** What the gateway signs receipts, settings and blocked cards with. */
  gateway: ed25519("gateway"),
  /** What the gateway's keys are signed with. */
  root: ed25519("root"),
  /** Nobody knows this one. */
  stranger: ed25519("stranger"),
} as const;

export type TestKeyName = keyof typeof testKeys;

/** 32 bytes in hex: what card names are made with. */
export const TEST_CARD_KEY = seedOf("card key").toString("hex");

function seedOf(name: string): Buffer {
  return createHash("sha256").update(`qamama test key: ${name}`).digest();
}

function ed25519(name: string): SigningKey {
  const header = Buffer.from("302e020100300506032b657004220420", "hex"); // RFC 8410, section 7
  const der = Buffer.concat([header, seedOf(name)]);
  return signingKeyOf(createPrivateKey({ key: der, format: "der", type: "pkcs8" }));
}

function p256(name: string): SigningKey {
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(seedOf(name));
  const point = ecdh.getPublicKey(); // 04, x, y
  const key = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
    d: ecdh.getPrivateKey("base64url"),
  };
  return signingKeyOf(createPrivateKey({ key, format: "jwk" }));
}

export function testKeysFile() {
  const keys = Object.entries(testKeys).map(([name, { id, algorithm, key, publicJwk }]) => [
    name,
    { kid: id, alg: algorithm, publicJwk, privateJwk: key.export({ format: "jwk" }) },
  ]);
  return {
    about:
      "TEST KEYS, published and worthless: the keys that the other files are signed with. Never use them elsewhere.",
    keys: Object.fromEntries(keys),
    cardKey: TEST_CARD_KEY,
  };
}
