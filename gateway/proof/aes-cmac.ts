import { createCipheriv } from "node:crypto";
import { assert } from "#contract/assert.ts";

const BLOCK_BYTES = 16;
const TOP_BIT = 0x80;
const POLYNOMIAL = 0x87; // of the field with 2^128 elements, RFC 4493 section 2.3

/**
 * AES-CMAC, which Node's crypto does not have by itself.
 *
 * @param key 16 bytes
 * @returns 16 bytes
 * @see RFC 4493
 */
export function aesCmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  assert(key.length === BLOCK_BYTES, `not an AES-128 key: ${key.length} bytes`);
  const blocks = Math.max(1, Math.ceil(message.length / BLOCK_BYTES));
  const padded = Buffer.alloc(blocks * BLOCK_BYTES);
  padded.set(message);
  const isWhole = message.length === padded.length;
  if (!isWhole) padded[message.length] = TOP_BIT;
  const last = padded.subarray(-BLOCK_BYTES);
  const subkey = subkeyOf(key, isWhole);
  for (const [index, byte] of subkey.entries()) last[index] = (last[index] ?? 0) ^ byte;
  return encrypt(key, padded).subarray(-BLOCK_BYTES);
}

/** K1 for a message of whole blocks, K2 for one that had to be padded. */
function subkeyOf(key: Uint8Array, isWhole: boolean): Uint8Array {
  const first = doubled(encrypt(key, Buffer.alloc(BLOCK_BYTES)));
  return isWhole ? first : doubled(first);
}

/** Shifted left by one bit; what falls out at the top comes back as the polynomial. */
function doubled(block: Uint8Array): Uint8Array {
  const shifted = block.map((byte, index) => (byte << 1) | ((block[index + 1] ?? 0) >> 7));
  const carry = ((block[0] ?? 0) & TOP_BIT) === 0 ? 0 : POLYNOMIAL;
  return shifted.with(-1, (shifted.at(-1) ?? 0) ^ carry);
}

/** AES-128-CBC from an IV of zeros: each block is chained to the one before it, as CMAC wants. */
function encrypt(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  const cipher = createCipheriv("aes-128-cbc", key, Buffer.alloc(BLOCK_BYTES)).setAutoPadding(
    false,
  );
  return Buffer.concat([cipher.update(blocks), cipher.final()]);
}
