// Reads signatures: not for the browser.
import type { KeyObject } from "node:crypto";
import type * as z from "zod";
import type { Chain } from "./ids.ts";
import { parseJson } from "./json.ts";
import { type Algorithm, algorithmOf, importPublicJwk, keyIdOf, type PublicJwk } from "./jwk.ts";
import { type MessageType, parseJws, verifyJws } from "./jws.ts";
import { fail, ok, type Result } from "./result.ts";

/** The keys that may have signed a message, by name. */
export type KeyRing = ReadonlyMap<Chain, { readonly key: KeyObject; readonly alg: Algorithm }>;

export const keyRingOf = (keys: readonly PublicJwk[]): KeyRing =>
  new Map(keys.map((jwk) => [keyIdOf(jwk), { key: importPublicJwk(jwk), alg: algorithmOf(jwk) }]));

/** A signed message of one type: signature by a key of the ring first, then the payload's schema. */
export function openSigned<Schema extends z.ZodType>(
  bytes: Uint8Array,
  expected: { readonly typ: MessageType; readonly ring: KeyRing; readonly schema: Schema },
): Result<z.output<Schema>, "bad-signature" | "unreadable"> {
  const jws = parseJws(bytes);
  if (!jws.ok) return jws;
  const known = expected.ring.get(jws.value.kid);
  const matches = known?.alg === jws.value.alg && jws.value.typ === expected.typ;
  if (known === undefined || !matches || !verifyJws(jws.value, known.key))
    return fail("bad-signature");
  const json = parseJson(jws.value.payload);
  const parsed = json.ok ? expected.schema.safeParse(json.value) : null;
  return parsed?.success === true ? ok(parsed.data) : fail("unreadable");
}
