/** Watches a stream of MQTT packets without keeping any of it. */
export type FrameMeter = {
  /**
   * @param limit most bytes that one packet may have, fixed header included
   * @returns false when a packet is longer, or no packet begins like this
   */
  admits(chunk: Uint8Array, limit: number): boolean;
};

const MORE = 0x80;
const MOST_LENGTH_BYTES = 4;

/**
 * The broker's parser gathers a packet until it is whole, up to 256 MiB; so what comes too long must be
 * seen from its fixed header: one byte of type, and the length of the rest in one to four bytes of
 * seven bits each, the lowest first (MQTT 3.1.1, 2.2).
 */
export function frameMeter(): FrameMeter {
  let bodyBytesLeft = 0;
  /** Bytes of the length field so far; null between packets. */
  let header: { bytes: number; length: number } | null = null;

  return {
    admits(chunk, limit) {
      let at = 0;
      while (at < chunk.length) {
        if (bodyBytesLeft > 0) {
          const skipped = Math.min(bodyBytesLeft, chunk.length - at);
          bodyBytesLeft -= skipped;
          at += skipped;
          continue;
        }
        const byte = chunk[at] ?? 0;
        at += 1;
        if (header === null) {
          header = { bytes: 0, length: 0 };
          continue;
        }
        header.length += (byte & 0x7f) * 128 ** header.bytes;
        header.bytes += 1;
        if (header.length + header.bytes + 1 > limit) return false;
        if ((byte & MORE) === 0) {
          bodyBytesLeft = header.length;
          header = null;
        } else if (header.bytes === MOST_LENGTH_BYTES) {
          return false;
        }
      }
      return true;
    },
  };
}
