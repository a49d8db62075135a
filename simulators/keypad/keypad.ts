import { assert } from "#contract/assert.ts";

/** One ASCII byte a key. */
export type Key = "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "confirm" | "cancel";

const CONFIRM = "\r";
const CANCEL = "\u001b";

export function keyByte(key: Key): Uint8Array {
  const text = key === "confirm" ? CONFIRM : key === "cancel" ? CANCEL : key;
  return Buffer.from(text, "latin1");
}

/** @param position of a stream on the display, from 1 */
export function streamKey(position: number): Key {
  const key = String(position);
  assert(isDigit(key), `no key for stream ${position}`);
  return key;
}

const isDigit = (text: string): text is Exclude<Key, "confirm" | "cancel"> => /^[1-9]$/.test(text);
