import { createCipheriv } from "node:crypto";
import { assert } from "#contract/assert.ts";
import { cardCmac } from "./cmac.ts";

/** The two keys that secure dynamic messaging uses, 16 bytes each. */
export type CardKeys = { readonly metaRead: Uint8Array; readonly fileRead: Uint8Array };

/** What the card mirrors into its file: upper-case hex of 16 and of 8 bytes. */
export type SunMessage = { readonly picc: string; readonly cmac: string };

const PICC_TAG = 0xc7; // UID and counter are mirrored, and the UID has 7 bytes
const MAC_VECTOR = "3CC300010080"; // SV2: label, counter, length in bits; AN12196
const UID_BYTES = 7;

/**
 * Encrypted PICCData and the MAC over nothing more (CMACInputOffset = CMACOffset).
 *
 * @param uid 7 bytes
 * @param counter of reads, 0 to 2^24 - 1
 * @param padding 5 bytes, random on a real card
 * @see NXP AN12196, "Secure dynamic messaging"
 */
export function sunMessage(
  { metaRead, fileRead }: CardKeys,
  { uid, counter, padding }: { uid: Uint8Array; counter: number; padding: Uint8Array },
): SunMessage {
  assert(uid.length === UID_BYTES, `not the UID of such a card: ${uid.length} bytes`);
  const read = Buffer.concat([uid, leastFirst(counter)]);
  const plain = Buffer.concat([Buffer.of(PICC_TAG), read, padding]);
  const cipher = createCipheriv("aes-128-ecb", metaRead, null).setAutoPadding(false); // one block
  const vector = Buffer.concat([Buffer.from(MAC_VECTOR, "hex"), read]);
  const mac = cardCmac(cardCmac(fileRead, vector), new Uint8Array());
  return { picc: hex(cipher.update(plain)), cmac: hex(mac.filter((_, index) => index & 1)) };
}

function leastFirst(counter: number): Buffer {
  return Buffer.of(counter, counter >> 8, counter >> 16);
}

function hex(of: Uint8Array): string {
  return Buffer.from(of).toString("hex").toUpperCase();
}
