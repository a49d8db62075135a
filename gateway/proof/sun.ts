import { createDecipheriv } from "node:crypto";
import { assert } from "#contract/assert.ts";
import { aesCmac } from "./aes-cmac.ts";

/** One reading of an NTAG 424 DNA: which card, and the how-manieth reading of its life. */
export type CardReading = {
  /** 7 bytes. */
  readonly uid: Uint8Array;
  /** 0 to 2^24 - 1. */
  readonly counter: number;
};

const PICC_BYTES = 16;
const UID_BYTES = 7;
const COUNTER_BYTES = 3;
/** UID mirrored, counter mirrored, a UID of seven bytes: the only form that says all that is needed. */
const UID_AND_COUNTER = 0xc7;
/** Of the session vector for the MAC of a message, with a key of 128 bits. */
const SESSION_VECTOR = [0x3c, 0xc3, 0x00, 0x01, 0x00, 0x80] as const;

/**
 * Decrypts PICCData.
 *
 * @param picc 16 bytes
 * @returns null where this is not what the key encrypted
 * @see NXP AN12196, "Encrypted PICCData mirroring"
 */
export function readPicc(metaReadKey: Uint8Array, picc: Uint8Array): CardReading | null {
  assert(picc.length === PICC_BYTES, `not PICCData: ${picc.length} bytes`);
  const iv = Buffer.alloc(PICC_BYTES);
  const cipher = createDecipheriv("aes-128-cbc", metaReadKey, iv).setAutoPadding(false);
  const plain = Buffer.concat([cipher.update(picc), cipher.final()]);
  if (plain[0] !== UID_AND_COUNTER) return null;
  const uid = Uint8Array.from(plain.subarray(1, 1 + UID_BYTES));
  return { uid, counter: plain.readUIntLE(1 + UID_BYTES, COUNTER_BYTES) };
}

/**
 * What only the card itself and who has its key can make of a reading (SDMMAC).
 *
 * @param covered what the card's configuration has the MAC cover beside UID and counter
 * @returns 8 bytes
 */
export function sunMac(
  fileReadKey: Uint8Array,
  reading: CardReading,
  covered: Uint8Array = new Uint8Array(),
): Uint8Array {
  const mac = aesCmac(sunSessionKey(fileReadKey, reading), covered);
  return mac.filter((_, index) => index % 2 === 1);
}

/** The key of one reading (KSesSDMFileReadMAC), 16 bytes. */
export function sunSessionKey(fileReadKey: Uint8Array, { uid, counter }: CardReading): Uint8Array {
  const vector = Buffer.alloc(PICC_BYTES);
  vector.set([...SESSION_VECTOR, ...uid]);
  vector.writeUIntLE(counter, SESSION_VECTOR.length + UID_BYTES, COUNTER_BYTES);
  return aesCmac(fileReadKey, vector);
}
