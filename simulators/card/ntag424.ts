import { assert } from "#contract/assert.ts";
import type { Card } from "./card.ts";
import { type CardKeys, sunMessage } from "./sun-message.ts";

export type Ntag424Made = {
  /** 7 bytes, the first 04: NXP. */
  readonly uid: Uint8Array;
  readonly keys: CardKeys;
  /** How often it has been read before; 0 unless said otherwise. */
  readonly reads?: number;
  /** What stands before `picc=`; without the scheme `https://`. */
  readonly address?: string;
};

/** What a read is good for: the file, and whether its mirrors are still those of an older read. */
type Selected = "nothing" | "application" | "unread" | "read";

const APPLICATION = "D2760000850101";
const NDEF_FILE = "E104";
const DEFAULT_ADDRESS = "card.qamama.example/?";
const PADDING = Buffer.from("0000000000", "hex"); // random on a real card; nobody reads it

const OK = Buffer.from("9000", "hex");
const status = (word: string) => Buffer.from(word, "hex");

/**
 * An NTAG 424 DNA with secure dynamic messaging set as docs/OPERATING.md wants it. The counter grows
 * at the first read of the file after it was selected; further reads get the rest of the same message.
 *
 * @see NXP NT4H2421Gx data sheet, ISOSelectFile and ISOReadBinary; AN12196
 */
export function ntag424({ uid, keys, reads = 0, address = DEFAULT_ADDRESS }: Ntag424Made): Card {
  let counter = reads;
  return cardOfFiles(uid, () => {
    counter += 1;
    return ndefFile(`${address}${queryOf(sunMessage(keys, { uid, counter, padding: PADDING }))}`);
  });
}

/** What somebody makes who has once read a card: it says the same for ever. */
export function copyOf(uid: Uint8Array, message: { picc: string; cmac: string }): Card {
  return cardOfFiles(uid, () => ndefFile(`${DEFAULT_ADDRESS}${queryOf(message)}`));
}

/** @param freshFile what its first read after each selection finds */
function cardOfFiles(uid: Uint8Array, freshFile: () => Uint8Array): Card {
  let selected: Selected = "nothing";
  let file: Uint8Array = new Uint8Array();

  function select(command: Buffer): Uint8Array {
    const name = hex(command.subarray(5, 5 + (command[4] ?? 0)));
    const isApplication = command[2] === 0x04 && name === APPLICATION;
    const isFile = command[2] === 0x00 && name === NDEF_FILE && selected !== "nothing";
    if (!isApplication && !isFile) return status("6A82");
    selected = isApplication ? "application" : "unread";
    return OK;
  }

  function read(command: Buffer): Uint8Array {
    if (selected === "nothing" || selected === "application") return status("6986");
    if (selected === "unread") {
      file = freshFile();
      selected = "read";
    }
    return slice(file, command);
  }

  return {
    ...{ uid, atqa: [0x03, 0x44], sak: 0x20, ats: Buffer.from("067777710280", "hex") },
    apdu(bytes) {
      const command = Buffer.from(bytes);
      if (command[0] !== 0x00) return status("6E00");
      if (command[1] === 0xa4) return select(command);
      if (command[1] === 0xb0) return read(command);
      return status("6D00");
    },
  };
}

function queryOf({ picc, cmac }: { picc: string; cmac: string }): string {
  return `picc=${picc}&cmac=${cmac}`;
}

const FILE_BYTES = 256;
const HTTPS = 0x04; // of the URI record's prefixes, NFC Forum RTD URI

/** Length of the message in two bytes, then one short URI record; zeros to the end of the file. */
function ndefFile(address: string): Uint8Array {
  const payload = Buffer.from(`${String.fromCharCode(HTTPS)}${address}`, "latin1");
  const record = Buffer.concat([Buffer.of(0xd1, 0x01, payload.length, 0x55), payload]);
  assert(record.length + 2 <= FILE_BYTES, `too long for the card: ${address}`);
  const file = Buffer.alloc(FILE_BYTES);
  file.writeUInt16BE(record.length);
  file.set(record, 2);
  return file;
}

/** READ BINARY: offset in P1 P2, length in Le, 0 for all there is (at most 256). */
function slice(file: Uint8Array, command: Buffer): Uint8Array {
  const offset = ((command[2] ?? 0) << 8) | (command[3] ?? 0);
  const asked = command.length < 5 ? null : (command[4] ?? 0);
  if (asked === null) return status("6700");
  if (offset >= file.length) return status("6B00");
  const end = asked === 0 ? file.length : offset + asked;
  return Buffer.concat([file.subarray(offset, end), OK]);
}

function hex(of: Uint8Array): string {
  return Buffer.from(of).toString("hex").toUpperCase();
}
