// Uses node:crypto: not for the browser.
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import * as z from "zod";
import { assert } from "./assert.ts";
import { sha256 } from "./hash.ts";
import { type Chain, isHash } from "./ids.ts";

const coordinate = z.string().refine(isHash, "not 32 bytes in base64url");
const ed25519 = { crv: z.literal("Ed25519"), kty: z.literal("OKP"), x: coordinate };
const p256 = { crv: z.literal("P-256"), kty: z.literal("EC"), x: coordinate, y: coordinate };

const strictJwk = z.discriminatedUnion("kty", [z.strictObject(ed25519), z.strictObject(p256)]);
export type PublicJwk = z.output<typeof strictJwk>;

/** Public keys with just the members that RFC 7638 hashes: Ed25519, or P-256 of a secure element. */
export const publicJwk = strictJwk.refine(isOnItsCurve, "no point on its curve");
/** The same from someone who may say more (`kid`, `use`, ...): the rest is left out. */
export const heardJwk = z
  .discriminatedUnion("kty", [z.object(ed25519), z.object(p256)])
  .refine(isOnItsCurve, "no point on its curve");

export type Algorithm = "EdDSA" | "ES256";

export const algorithmOf = (key: PublicJwk): Algorithm => (key.kty === "OKP" ? "EdDSA" : "ES256");

/** First 22 characters of the RFC 7638 thumbprint: how every key is named, and every chain. */
export function keyIdOf(key: PublicJwk): Chain {
  const members =
    key.kty === "OKP"
      ? { crv: key.crv, kty: key.kty, x: key.x }
      : { crv: key.crv, kty: key.kty, x: key.x, y: key.y };
  return sha256(JSON.stringify(members)).slice(0, 22) as Chain;
}

/** @throws when the coordinates are no point on the curve, which the schemas rule out */
export function importPublicJwk(key: PublicJwk): KeyObject {
  return createPublicKey({ key, format: "jwk" });
}

function isOnItsCurve(key: PublicJwk): boolean {
  try {
    importPublicJwk(key);
    return true;
  } catch {
    return false;
  }
}

/** Takes what RFC 7638 hashes out of any JWK (with `kid`, `use`, ...) that holds a public key. */
export function publicJwkOf(key: KeyObject): PublicJwk {
  const { crv, kty, x, y } = key.export({ format: "jwk" });
  const parsed = publicJwk.safeParse(y === undefined ? { crv, kty, x } : { crv, kty, x, y });
  assert(parsed.success, `not an Ed25519 or P-256 key: ${kty} ${crv}`);
  return parsed.data;
}

/** A private key with the names it goes by. */
export type SigningKey = {
  readonly id: Chain;
  readonly key: KeyObject;
  readonly publicJwk: PublicJwk;
  readonly algorithm: Algorithm;
};

export function signingKeyOf(key: KeyObject): SigningKey {
  const publicJwk = publicJwkOf(createPublicKey(key));
  return { id: keyIdOf(publicJwk), key, publicJwk, algorithm: algorithmOf(publicJwk) };
}

export function generateSigningKey(): SigningKey {
  return signingKeyOf(generateKeyPairSync("ed25519").privateKey);
}
