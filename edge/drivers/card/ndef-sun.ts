import type { CardProof } from "#contract/deposit.ts";

/** Under which names the card's address carries what it proves itself by. */
export type SunNames = { readonly picc: string; readonly cmac: string };

const [URI_RECORD, ONE_BYTE_TYPE, URI] = [0xd1, 0x01, 0x55];

/**
 * What an NTAG 424 DNA proves itself by, out of the address in its NDEF file: a short record of type U.
 *
 * @param file from its length on; what stands behind the record is not looked at
 * @returns null where the file holds anything else
 * @see NFC Forum, URI Record Type Definition 1.0
 */
export function sunOf(file: Uint8Array, names: SunNames): CardProof | null {
  const [, length = 0, record, typeLength, payloadLength = 0, type] = file;
  const isAddress = record === URI_RECORD && typeLength === ONE_BYTE_TYPE && type === URI;
  if (!isAddress || length < payloadLength + 4 || file.length < payloadLength + 6) return null;
  const address = Buffer.from(file.subarray(7, 6 + payloadLength)).toString("latin1");
  const query = new URLSearchParams(address.slice(address.indexOf("?") + 1));
  const picc = query.get(names.picc)?.toLowerCase() ?? "";
  const cmac = query.get(names.cmac)?.toLowerCase() ?? "";
  const isWhole = /^[0-9a-f]{32}$/.test(picc) && /^[0-9a-f]{16}$/.test(cmac);
  return isWhole ? { cmac, picc, type: "ntag424-sun" } : null;
}
