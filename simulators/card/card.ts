/** A card as a reader meets it over the air (ISO 14443 A): who it is, and what it answers. */
export type Card = {
  /** 4, 7 or 10 bytes, in anticollision order. */
  readonly uid: Uint8Array;
  /** SENS_RES, in the order in which a PN532 reports it: high byte first. */
  readonly atqa: readonly [number, number];
  /** SEL_RES; bit 0x20: it speaks ISO 14443-4, so it has an ATS and takes APDUs. */
  readonly sak: number;
  readonly ats: Uint8Array | null;
  /** One command APDU; the answer ends in SW1 SW2. */
  apdu(command: Uint8Array): Uint8Array;
};
