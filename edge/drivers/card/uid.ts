import * as z from "zod";

/** Config field of readers that say a UID as text. The same card has to get the same UID everywhere. */
export const uidFormat = z
  .enum(["hex", "hex-reversed", "decimal-10"], {
    error: 'not one of "hex", "hex-reversed", "decimal-10"',
  })
  .default("hex");
export type UidFormat = z.output<typeof uidFormat>;

/** Bytes of a UID: one, two or three cascade levels of ISO 14443-3; five in a 125 kHz tag (EM4100). */
const UID_BYTES: readonly number[] = [4, 5, 7, 10];
const HIGHEST_4_BYTES = 0xffff_ffff;

/**
 * What a reader wrote for one card; null: no UID.
 *
 * `hex`: the bytes as they come over the air, as an RDM6300 or a PN532 gives them; `hex-reversed`: the
 * last one first; `decimal-10`: the last four bytes of a 125 kHz tag as the number printed on it,
 * ten digits. That lacks the tag's version byte, so it is another card than the same tag in hex.
 *
 * @see https://forum.arduino.cc/t/rfid-data-format-rdm6300-vs-em4100-readers/251993 for the number
 */
export function parseUid(text: string, format: UidFormat): Uint8Array | null {
  if (format === "decimal-10") return parseDecimal(text);
  const isHex = /^(?:[0-9A-Fa-f]{2})+$/.test(text);
  if (!isHex || !UID_BYTES.includes(text.length / 2)) return null;
  const uid = Uint8Array.from(Buffer.from(text, "hex"));
  return format === "hex" ? uid : uid.toReversed();
}

function parseDecimal(text: string): Uint8Array | null {
  const number = /^\d{10}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
  if (number > HIGHEST_4_BYTES) return null;
  const uid = Buffer.alloc(4);
  uid.writeUInt32BE(number);
  return Uint8Array.from(uid);
}

const RANDOM = 0x08;

/**
 * Of a phone or passport, made anew at each tap: it names nobody. Four bytes, ISO 14443-3; a tag of 125 kHz,
 * which alone has a number of ten decimal digits here, knows no such thing.
 */
export function isRandomUid(uid: Uint8Array, format: UidFormat = "hex"): boolean {
  return uid.length === 4 && uid[0] === RANDOM && format !== "decimal-10";
}

/** The UIDs among what a reader wrote, without those that name nobody. */
export function uidsOf(words: readonly string[], format: UidFormat): readonly Uint8Array[] {
  return words
    .map((word) => parseUid(word, format))
    .filter((uid) => uid !== null)
    .filter((uid) => !isRandomUid(uid, format));
}
