import { createHmac } from "node:crypto";
import { assert } from "#contract/assert.ts";
import { type CardId, isCardId } from "#contract/ids.ts";
import { ok, type Result } from "#contract/result.ts";
import type { Refusal } from "../registry/act.ts";
import { refused } from "./reply.ts";

/** ISO 14443 UIDs of one, two and three sizes, and the 5 bytes of a 125 kHz tag. */
const UID_BYTES = [4, 5, 7, 10];
const RANDOM_UID = 0x08;
const NAME_BYTES = 16;

/** None where they are not written in hex; colons, dashes and spaces between are left out. */
export function uidBytes(uid: string): Uint8Array {
  const digits = uid.replace(/[\s:-]/g, "");
  return Buffer.from(/^([0-9a-f]{2})+$/i.test(digits) ? digits : "", "hex");
}

/**
 * A card's name from its UID, as a station's reader makes it (docs/PROTOCOL.md, "card").
 *
 * @param uid hex digits in the order in which the reader prints them; colons and spaces between are left out
 * @param cardKey hex of the scheme's card key
 */
export function cardNameOf(uid: string, cardKey: string): Result<CardId, Refusal> {
  const bytes = uidBytes(uid);
  if (!UID_BYTES.includes(bytes.length)) {
    return refused(
      "bad-uid",
      `"${uid}" is no card's UID: write 4, 5, 7 or 10 bytes in hex, such as 04A32B19.`,
    );
  }
  if (bytes.length === 4 && bytes[0] === RANDOM_UID) {
    return refused(
      "random-uid",
      `UID ${uid} begins with 08: the card makes up a new one at every tap and cannot be known again; use another card.`,
    );
  }
  const mac = createHmac("sha256", Buffer.from(cardKey, "hex")).update(bytes).digest();
  const name = mac.subarray(0, NAME_BYTES).toString("base64url");
  assert(isCardId(name), "sixteen bytes are 22 base64url characters");
  return ok(name);
}
