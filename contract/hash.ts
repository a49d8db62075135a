// Uses node:crypto, for the sake of speed and of a synchronous answer: not for the browser.
import { createHash } from "node:crypto";
import { assert } from "./assert.ts";
import type { Hash } from "./ids.ts";
import { canonicalJson, type Json } from "./json.ts";

/** base64url SHA-256 of bytes, or of a text's UTF-8. */
export function sha256(data: string | Uint8Array): Hash {
  return createHash("sha256").update(data).digest("base64url") as Hash;
}

/** SHA-256 of the canonical form: an entry's identity beside its id, and the `prev` of the next one. */
export function canonicalHash(value: Json): Hash {
  const text = canonicalJson(value);
  assert(text.ok, "only what has a canonical form has a hash");
  return sha256(text.value);
}
