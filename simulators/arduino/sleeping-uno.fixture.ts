// For tests of devices: a board whose firmware only sleeps, so that its time flies.
import type { TwiDevice } from "./twi.ts";
import { openUno, type Uno } from "./uno.ts";

/** `ldi r16, 1; out SMCR, r16; sleep; rjmp .-4`, as a record of an Intel HEX file. */
const SLEEP_FOR_EVER = ":0800000001E003BF8895FECF6B\n:00000001FF\n";

export function openSleepingUno(): Uno {
  return openUno(SLEEP_FOR_EVER);
}

export type TwiMaster = {
  readonly uno: Uno;
  /** @returns whether all was acknowledged */
  write(address: number, ...bytes: number[]): boolean;
  /** @returns null when nobody acknowledged the address */
  read(address: number, register: number, count: number): number[] | null;
};

/** The same with a test in the place of the chip's end of the I2C bus. */
export function openTwiMaster(): TwiMaster {
  const uno = openSleepingUno();
  const devices = new Map<number, TwiDevice>();
  const attachTwi = (address: number, device: TwiDevice) => {
    devices.set(address, device);
    return () => devices.delete(address);
  };
  function write(address: number, ...bytes: number[]): boolean {
    const device = devices.get(address);
    const acknowledged = device?.begin("write") === true && bytes.every(device.write);
    device?.end();
    return acknowledged;
  }
  return {
    uno: { ...uno, attachTwi },
    write,
    read(address, register, count) {
      if (!write(address, register)) return null;
      const device = devices.get(address);
      if (device?.begin("read") !== true) return null;
      const bytes = Array.from({ length: count }, (_, index) => device.read(index < count - 1));
      device.end();
      return bytes;
    },
  };
}
