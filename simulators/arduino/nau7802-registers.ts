/** Registers and bits of a NAU7802, by the data sheet. */
export const NAU7802 = {
  PU_CTRL: 0x00,
  CTRL1: 0x01,
  CTRL2: 0x02,
  /** Offset (3 bytes) and gain (4 bytes) of channel 1, then of channel 2. */
  OCAL1: 0x03,
  OCAL2: 0x0a,
  ADCO: 0x12,
  LAST: 0x1f,
  // PU_CTRL
  RESET: 0x01,
  DIGITAL_ON: 0x02,
  ANALOG_ON: 0x04,
  POWERED: 0x08,
  CYCLE_START: 0x10,
  READY: 0x20,
  // CTRL2
  CHANNEL_2: 0x80,
  CALIBRATION_FAILED: 0x08,
  CALIBRATING: 0x04,
  CALIBRATE_INTERNAL: 0,
  CALIBRATE_OFFSET: 2,
  CALIBRATE_GAIN: 3,
  /** Conversions a second by CRS. */
  RATES: [10, 20, 40, 80, 10, 10, 10, 320],
  /** Bits that a write leaves alone. */
  READ_ONLY: new Map([
    [0x00, 0x28],
    [0x02, 0x08],
    [0x12, 0xff],
    [0x13, 0xff],
    [0x14, 0xff],
    [0x1f, 0xff],
  ]),
  /** Bits with which the conversions begin anew when they change. */
  DECIDING: new Map([
    [0x00, 0x12],
    [0x02, 0xf4],
  ]),
} as const;

/** After power-on and after a reset: gains of one, revision F. */
export const defaultRegisters: Uint8Array = (() => {
  const registers = new Uint8Array(0x20);
  registers[0x07] = 0x80;
  registers[0x0e] = 0x80;
  registers[0x1f] = 0x0f;
  return registers;
})();

export function unsigned(registers: Uint8Array, register: number, bytes: number): number {
  return registers.subarray(register, register + bytes).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Two's complement of 24 bits. */
export function signed24(registers: Uint8Array, register: number): number {
  return (unsigned(registers, register, 3) << 8) >> 8;
}
