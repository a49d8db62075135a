import { crc32 } from "node:zlib";
import type { Message } from "./tampering.ts";

const [WEIGHT, I2C_REPLY] = [0x01, 0x77];
/** From a message's end: its end, and five groups of checksum. */
const [END_BYTES, CRC_GROUPS] = [1, 5];
/** Where the conversion stands in replies that begin at register 00 and at 12: its three bytes in pairs. */
const DATA = 6;
const [FIRST_AT, AGAIN_AT, PAIRS] = [DATA + 2 * 0x12, DATA, 6];

/**
 * What a station would hear that looks at no checksum and reads no conversion twice: weights are sealed
 * anew, and the second read says what the first did.
 */
export function openCareless(): (message: Message) => Message {
  let first: Message = [];
  return (message) => {
    if (message[0] !== 0xf0 || message.at(-1) !== 0xf7) return message;
    if (message[1] === WEIGHT) return sealedAnew(message);
    if (message[1] !== I2C_REPLY) return message;
    if (message[4] === 0x00) first = message.slice(FIRST_AT, FIRST_AT + PAIRS);
    if (message[4] !== 0x12 || first.length < PAIRS) return message;
    return message.toSpliced(AGAIN_AT, PAIRS, ...first);
  };
}

function sealedAnew(message: Message): Message {
  const inside = message.slice(1, -(END_BYTES + CRC_GROUPS));
  const sum = crc32(Uint8Array.from(inside));
  const groups = Array.from({ length: CRC_GROUPS }, (_, at) => Math.floor(sum / 128 ** at) % 128);
  return [0xf0, ...inside, ...groups, 0xf7];
}
