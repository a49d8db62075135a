import { aesCmac } from "./aes-cmac.ts";

/** The scheme's keys of its authenticating cards, 16 bytes each. */
export type SunKeys = {
  /** The same on all cards: it hides which card it is from those who only read it. */
  readonly metaRead: Uint8Array;
  /** From which each card's own key comes: one card broken open gives away no other. */
  readonly fileReadMaster: Uint8Array;
};

const KEY_BYTES = 16;

/** @param text 64 hex digits: the meta-read key, then the master; null where it is anything else */
export function parseSunKeys(text: string): SunKeys | null {
  if (!/^[0-9a-f]{64}$/i.test(text)) return null;
  const bytes = Buffer.from(text, "hex");
  return { metaRead: bytes.subarray(0, KEY_BYTES), fileReadMaster: bytes.subarray(KEY_BYTES) };
}

const DIVERSIFY_128 = 0x01;
const APPLICATION = Buffer.from("D2760000850101", "hex"); // the NDEF application of every such card
const SYSTEM = Buffer.from("qamama", "latin1");

/**
 * The key that is written to a card as its SDMFileReadKey: the master, diversified by the card's UID,
 * the NDEF application's name and `qamama`.
 *
 * @see NXP AN10922, "AES-128 key diversification"
 */
export function fileReadKeyOf({ fileReadMaster }: SunKeys, uid: Uint8Array): Uint8Array {
  return diversified(fileReadMaster, Buffer.concat([uid, APPLICATION, SYSTEM]));
}

/** @param input 16 to 31 bytes: for these AN10922's padding is CMAC's own */
export function diversified(master: Uint8Array, input: Uint8Array): Uint8Array {
  return aesCmac(master, Uint8Array.of(DIVERSIFY_128, ...input));
}
