import { assert } from "#contract/assert.ts";

/** A 125 kHz tag as it is sent and printed: 10 upper-case hex digits, version byte first. */
export type TagNumber = string;

const STX = "\u0002";
const ETX = "\u0003";

/**
 * What an RDM6300 sends for a tag: STX, the number, the XOR of its five bytes in hex, ETX; 14 bytes.
 *
 * @see https://forum.arduino.cc/t/rfid-data-format-rdm6300-vs-em4100-readers/251993
 */
export function rdm6300Frame(tag: TagNumber): Uint8Array {
  return frame(tag, ETX);
}

/** The same of an ID-12LA, which puts CR and LF before the ETX; 16 bytes. */
export function id12laFrame(tag: TagNumber): Uint8Array {
  return frame(tag, `\r\n${ETX}`);
}

function frame(tag: TagNumber, ending: string): Uint8Array {
  assert(/^[0-9A-F]{10}$/.test(tag), `not a 125 kHz tag: ${tag}`);
  const checksum = Buffer.from(tag, "hex").reduce((xor, byte) => xor ^ byte, 0);
  const digits = checksum.toString(16).toUpperCase().padStart(2, "0");
  return Buffer.from(`${STX}${tag}${digits}${ending}`, "latin1");
}
