import { createHmac } from "node:crypto";
import { assert } from "#contract/assert.ts";
import { type CardId, isCardId } from "#contract/ids.ts";

/** The scheme's secret from which cards get their names; the same at all its stations. */
export type CardKey = Uint8Array;

const NAME_BYTES = 16;

/** docs/PROTOCOL.md, "card": base64url of the first 16 bytes of HMAC-SHA-256(card key, UID). */
export function cardIdOf(key: CardKey, uid: Uint8Array): CardId {
  const mac = createHmac("sha256", key).update(uid).digest();
  const id = mac.subarray(0, NAME_BYTES).toString("base64url");
  assert(isCardId(id), "sixteen bytes are 22 base64url characters");
  return id;
}
