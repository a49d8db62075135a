const FLASH_BYTES = 32_768;
const ERASED = 0xff;

/**
 * The flash memory of an ATmega328P after it was programmed with an Intel HEX file.
 *
 * @throws Error for a line that is no record, has a wrong checksum, or lies outside the flash
 */
export function flashOf(hex: string): Uint16Array {
  const bytes = new Uint8Array(FLASH_BYTES).fill(ERASED);
  for (const line of hex.split(/\r?\n/).filter((text) => text !== "")) {
    const { address, type, data } = recordOf(line);
    if (type === 1) break;
    if (type !== 0) continue;
    if (address + data.length > FLASH_BYTES) throw new Error(`beyond the flash: ${line}`);
    bytes.set(data, address);
  }
  return new Uint16Array(bytes.buffer);
}

type HexRecord = { readonly address: number; readonly type: number; readonly data: Uint8Array };

function recordOf(line: string): HexRecord {
  const bytes = Buffer.from(line.slice(1), "hex");
  const [count = 0, high = 0, low = 0, type = 0] = bytes;
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  if (!line.startsWith(":") || bytes.length !== count + 5 || sum % 256 !== 0) {
    throw new Error(`not a record of an Intel HEX file: ${line}`);
  }
  return { address: high * 256 + low, type, data: bytes.subarray(4, 4 + count) };
}
