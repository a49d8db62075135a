// Uses node:crypto: not for the browser.
import { type KeyObject, sign, verify } from "node:crypto";
import { type Chain, isChain } from "./ids.ts";
import type { Algorithm, SigningKey } from "./jwk.ts";
import { fail, ok, type Result } from "./result.ts";

/** What each signed message is, in the header's `typ`. */
export type MessageType =
  `qamama-${"page" | "enrol" | "receipt" | "settings" | "blocked" | "keys" | "manifest" | "year"}`;

/** A JWS Compact Serialization (RFC 7515) taken apart, not yet verified. */
export type Unverified = {
  readonly alg: Algorithm;
  readonly kid: Chain;
  readonly typ: string;
  readonly payload: Uint8Array;
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
};

export function signJws(typ: MessageType, payload: string, key: SigningKey): string {
  const protectedHeader = JSON.stringify({ alg: key.algorithm, kid: key.id, typ });
  const input = `${base64url(protectedHeader)}.${base64url(payload)}`;
  const options = { key: key.key, dsaEncoding: "ieee-p1363" } as const;
  const hash = key.algorithm === "ES256" ? "sha256" : null;
  return `${input}.${sign(hash, Buffer.from(input), options).toString("base64url")}`;
}

/** Exactly three header members, base64url in its one spelling, no padding. */
export function parseJws(bytes: Uint8Array): Result<Unverified, "bad-signature"> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const [head, body, tail, ...more] = text.split(".", 4);
  if (head === undefined || body === undefined || tail === undefined || more.length > 0) {
    return fail("bad-signature");
  }
  const [headBytes, payload, signature] = [decode(head), decode(body), decode(tail)];
  if (headBytes === null || payload === null || signature === null) return fail("bad-signature");
  const header = parseHeader(headBytes.toString("latin1"));
  if (header === null) return fail("bad-signature");
  const signingInput = Buffer.from(text.slice(0, text.lastIndexOf(".")), "latin1");
  return ok({ ...header, payload, signingInput, signature });
}

const GAP = "[ \\t\\r\\n]*";
const MEMBER = `"(alg|kid|typ)"${GAP}:${GAP}"([A-Za-z0-9_-]+)"`;
const HEADER = RegExp(
  `^${GAP}\\{${GAP}${[MEMBER, MEMBER, MEMBER].join(`${GAP},${GAP}`)}${GAP}\\}${GAP}$`,
);

/** Matched as text: a JSON parser would not show a member that is named twice. */
function parseHeader(text: string): Pick<Unverified, "alg" | "kid" | "typ"> | null {
  const [, first = "", a = "", second = "", b = "", third = "", c = ""] = HEADER.exec(text) ?? [];
  const members: Partial<Record<string, string>> = { [first]: a, [second]: b, [third]: c };
  const { alg = "", kid = "", typ = "" } = members;
  const good = (alg === "EdDSA" || alg === "ES256") && isChain(kid) && typ !== "";
  return good ? { alg, kid, typ } : null;
}

/** @param key of the algorithm that the header names: the caller has compared them */
export function verifyJws(jws: Unverified, key: KeyObject): boolean {
  const hash = jws.alg === "ES256" ? "sha256" : null;
  return verify(hash, jws.signingInput, { key, dsaEncoding: "ieee-p1363" }, jws.signature);
}

const base64url = (text: string) => Buffer.from(text).toString("base64url");

/** Buffer skips what it cannot read: only what it would write again is what was meant. */
function decode(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : null;
}
