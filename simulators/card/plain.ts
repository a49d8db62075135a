import { assert } from "#contract/assert.ts";
import type { Card } from "./card.ts";

/** What a MIFARE Classic 1K says of itself, by the length of its UID (NXP AN10833). */
const ATQA: Readonly<Record<number, Card["atqa"]>> = {
  4: [0x00, 0x04],
  7: [0x00, 0x44],
  10: [0x00, 0x84],
};
const SAK = 0x08;
const RANDOM_UID = 0x08; // the first byte of a UID that is made anew at each activation, ISO 14443-3

/** A card that has a UID and nothing to prove it by. */
export function plainCard(uid: Uint8Array): Card {
  const atqa = ATQA[uid.length];
  assert(atqa !== undefined, `no UID has ${uid.length} bytes`);
  return { uid, atqa, sak: SAK, ats: null, apdu: deaf };
}

/** A phone or a passport: four bytes of which only the first stays the same. */
export function randomUidCard(chosen: readonly [number, number, number]): Card {
  return plainCard(Uint8Array.of(RANDOM_UID, ...chosen));
}

/** A reader that sends APDUs to such a card gets nothing; there is no status word for that. */
function deaf(): Uint8Array {
  return new Uint8Array();
}
