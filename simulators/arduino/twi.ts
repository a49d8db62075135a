import { AVRTWI, type CPU, twiConfig } from "avr8js";

/** A device on the two-wire (I2C) bus. */
export type TwiDevice = {
  /** It was addressed. @returns whether it acknowledges */
  begin(direction: "write" | "read"): boolean;
  /** @returns whether it acknowledges the byte */
  write(byte: number): boolean;
  /** @param more whether the master acknowledges, so will read another */
  read(more: boolean): number;
  end(): void;
};

/** Devices by their 7-bit addresses. */
export type TwiDevices = ReadonlyMap<number, TwiDevice>;

/** Eight bits and the acknowledgement. */
const CLOCKS_A_BYTE = 9;
const BUS_AT_REST = 0xff;

/** Joins the chip to the bus. Each byte takes its time there, where the package would take none. */
export function joinTwi(cpu: CPU, clockHz: number, devices: TwiDevices): void {
  const twi = new AVRTWI(cpu, twiConfig, clockHz);
  let device: TwiDevice | undefined;
  const end = () => {
    device?.end();
    device = undefined;
  };
  const later = (clocks: number, action: () => void) => {
    cpu.addClockEvent(action, Math.round((clocks * clockHz) / twi.sclFrequency));
  };
  twi.eventHandler = {
    start(repeated) {
      if (!repeated) end();
      later(1, () => twi.completeStart());
    },
    stop() {
      end();
      twi.completeStop(); // at once: while it lasted, the package would not hear the next start
    },
    connectToSlave(address, isWrite) {
      later(CLOCKS_A_BYTE, () => {
        device = devices.get(address);
        const acknowledged = device?.begin(isWrite ? "write" : "read") ?? false;
        if (!acknowledged) device = undefined;
        twi.completeConnect(acknowledged);
      });
    },
    writeByte(byte) {
      later(CLOCKS_A_BYTE, () => twi.completeWrite(device?.write(byte) ?? false));
    },
    readByte(more) {
      later(CLOCKS_A_BYTE, () => twi.completeRead(device?.read(more) ?? BUS_AT_REST));
    },
  };
}
