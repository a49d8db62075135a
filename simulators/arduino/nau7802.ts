import { type Conversion, within24Bits } from "./conversion.ts";
import { defaultRegisters, NAU7802 as R, signed24, unsigned } from "./nau7802-registers.ts";
import type { Uno } from "./uno.ts";

export type Nau7802Options = {
  /** The bridge's signal at gain 128, when a conversion ends. Asked once a conversion. */
  readonly counts: () => number;
  readonly address?: number;
  /** False: keeps no conversions, for a demo that runs for days. */
  readonly remembers?: boolean;
};

export type Nau7802 = {
  /** Every value that it converted, as it could be read. */
  readonly conversions: readonly Conversion[];
  /** Its registers, 00 to 1F. */
  readonly registers: Uint8Array;
  /** Its wires are off: nobody answers at its address. */
  unplug(): void;
  /** It starts with the defaults in its registers. */
  plugIn(): void;
};

const US_PER_SECOND = 1_000_000;
const POWER_UP_US = 200;
/** Conversions that a calibration takes, about as the chip. */
const CALIBRATION_CONVERSIONS = 4;
const GAIN_1 = 0x80_00_00;
const FULL_SCALE = 0x7f_ff_ff;
const COUNTS_ARE_AT_GAIN = 128;

/** A load cell amplifier NAU7802 (Nuvoton data sheet, revision 1.7) on the I2C bus. */
export function attachNau7802(uno: Uno, options: Nau7802Options): Nau7802 {
  const { counts, address = 0x2a, remembers = true } = options;
  const registers = Uint8Array.from(defaultRegisters);
  const conversions: Conversion[] = [];
  let isPlugged = true;
  let pointer: number | null = null;
  let output: readonly number[] = [0, 0, 0];
  let cancel = () => {};

  const at = (register: number) => registers[register] ?? 0;
  const has = (register: number, bit: number) => (at(register) & bit) !== 0;
  const set = (register: number, bit: number, on: boolean) => {
    registers[register] = on ? at(register) | bit : at(register) & ~bit;
  };
  const next = (us: number, action: () => void) => {
    cancel = uno.after(us, action);
  };
  const periodUs = () => US_PER_SECOND / (R.RATES[(at(R.CTRL2) >> 4) & 7] ?? 10);
  /** Where the calibration of the chosen channel stands. */
  const calibrationAt = () => (has(R.CTRL2, R.CHANNEL_2) ? R.OCAL2 : R.OCAL1);

  function signal(): number {
    if (!has(R.PU_CTRL, R.ANALOG_ON) || has(R.CTRL2, R.CHANNEL_2)) return 0;
    return (counts() * 2 ** (at(R.CTRL1) & 7)) / COUNTS_ARE_AT_GAIN;
  }
  function convert(): void {
    const base = calibrationAt();
    const gain = unsigned(registers, base + 3, 4) / GAIN_1;
    const value = within24Bits((signal() - signed24(registers, base)) * gain);
    put(R.ADCO, 3, value);
    set(R.PU_CTRL, R.READY, true);
    if (remembers) conversions.push({ atUs: uno.nowUs(), counts: value });
    next(periodUs(), convert);
  }
  function put(register: number, bytes: number, value: number): void {
    for (let index = 0; index < bytes; index++) {
      registers[register + index] = (value >>> (8 * (bytes - 1 - index))) & 0xff;
    }
  }
  function calibrate(): void {
    const base = calibrationAt();
    const mode = at(R.CTRL2) & 3;
    if (mode === R.CALIBRATE_INTERNAL) put(base, 3, 0);
    if (mode === R.CALIBRATE_OFFSET) put(base, 3, within24Bits(signal()));
    const gain = (FULL_SCALE / (signal() - signed24(registers, base))) * GAIN_1;
    const isFaulty = mode === R.CALIBRATE_GAIN && !(gain > 0 && gain < 256 * GAIN_1);
    if (mode === R.CALIBRATE_GAIN && !isFaulty) put(base + 3, 4, Math.round(gain));
    set(R.CTRL2, R.CALIBRATING, false);
    set(R.CTRL2, R.CALIBRATION_FAILED, isFaulty);
    begin();
  }
  /** What goes on now, by what stands in the registers. */
  function begin(): void {
    cancel();
    if (!has(R.PU_CTRL, R.DIGITAL_ON)) set(R.PU_CTRL, R.POWERED, false);
    else if (!has(R.PU_CTRL, R.POWERED)) next(POWER_UP_US, powerUp);
    else if (has(R.CTRL2, R.CALIBRATING)) next(CALIBRATION_CONVERSIONS * periodUs(), calibrate);
    else if (has(R.PU_CTRL, R.CYCLE_START)) next(periodUs(), convert);
  }
  function powerUp(): void {
    set(R.PU_CTRL, R.POWERED, true);
    begin();
  }
  function reset(puCtrl: number): void {
    registers.set(defaultRegisters);
    registers[R.PU_CTRL] = puCtrl;
    begin();
  }
  function writeRegister(register: number, value: number): void {
    const before = at(register);
    const readOnly = R.READ_ONLY.get(register) ?? 0;
    registers[register] = (before & readOnly) | (value & ~readOnly);
    const decides = R.DECIDING.get(register) ?? 0;
    if (register === R.PU_CTRL && has(R.PU_CTRL, R.RESET)) reset(R.RESET);
    else if (((before ^ at(register)) & decides) !== 0) begin();
  }
  function readRegister(register: number): number {
    const byte = register - R.ADCO;
    if (byte < 0 || byte > 2) return at(register);
    if (byte === 0) output = [...registers.subarray(R.ADCO, R.ADCO + 3)];
    set(R.PU_CTRL, R.READY, false);
    return output[byte] ?? 0;
  }

  uno.attachTwi(address, {
    begin(direction) {
      if (direction === "write") pointer = null;
      else output = [...registers.subarray(R.ADCO, R.ADCO + 3)];
      return isPlugged;
    },
    write(byte) {
      if (pointer === null) pointer = byte & R.LAST;
      else {
        writeRegister(pointer, byte);
        pointer = (pointer + 1) & R.LAST;
      }
      return true;
    },
    read() {
      const byte = readRegister(pointer ?? 0);
      pointer = ((pointer ?? 0) + 1) & R.LAST;
      return byte;
    },
    end() {},
  });
  uno.onPower(() => reset(0));
  return {
    conversions,
    registers,
    unplug() {
      isPlugged = false;
      reset(0);
    },
    plugIn() {
      isPlugged = true;
      reset(0);
    },
  };
}
