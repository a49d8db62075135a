import type { UidFormat } from "#edge/drivers/card/uid.ts";

/** What a USB reader in serial mode sends for a card: one line of text. */
export function serialUidLine(uid: Uint8Array, format: UidFormat, end = "\r\n"): Uint8Array {
  return Buffer.from(`${uidText(uid, format)}${end}`, "latin1");
}

/** @param uid as it comes over the air; the last four bytes of it for `decimal-10` */
export function uidText(uid: Uint8Array, format: UidFormat): string {
  if (format === "decimal-10") {
    return String(Buffer.from(uid.slice(-4)).readUInt32BE()).padStart(10, "0");
  }
  const bytes = format === "hex" ? uid : uid.toReversed();
  return Buffer.from(bytes).toString("hex").toUpperCase();
}
