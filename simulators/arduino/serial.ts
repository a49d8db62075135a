import type { Uart } from "./uart.ts";

/** The far end of the board's serial port: what its USB chip sends and hears. */
export type Serial = {
  /** Sends bytes to the board, one after the other, each in its true time. */
  write(bytes: Uint8Array): void;
  /** Each byte from the board, when it is over. @returns a function that ends the listening */
  onByte(listener: (byte: number) => void): () => void;
  /** Bits a second of this end; null follows the firmware. Too far from the firmware's, bytes are garbage. */
  setBaudRate(baudRate: number | null): void;
  /** Bits a second as the firmware set them, or null while its receiver is off. */
  boardBaudRate(): number | null;
  /** Forgets what was not sent yet. */
  flush(): void;
};

type Wire = Serial & { hear(byte: number): void };

const BITS_A_BYTE = 10;
const US_PER_SECOND = 1_000_000;
/** Where neither end has said anything. */
const USUAL_BAUD_RATE = 57_600;
/** A receiver samples the middle of the last bit still rightly up to about so much. */
const TOLERANCE = 0.045;
const GARBLE = 0x5a;

export function openSerial(
  after: (us: number, action: () => void) => unknown,
  uart: () => Uart | null,
): Wire {
  const listeners = new Set<(byte: number) => void>();
  const queue: number[] = [];
  let isSending = false;
  let ownBaudRate: number | null = null;

  const boardBaudRate = () => uart()?.baudRate() ?? null;
  const baudRate = () => ownBaudRate ?? boardBaudRate() ?? USUAL_BAUD_RATE;
  const received = (byte: number) => (fits(baudRate(), boardBaudRate()) ? byte : byte ^ GARBLE);
  function send(): void {
    const byte = queue[0];
    isSending = byte !== undefined;
    if (byte === undefined) return;
    after((BITS_A_BYTE * US_PER_SECOND) / baudRate(), () => {
      if (queue.length > 0) queue.shift();
      uart()?.receive(received(byte));
      send();
    });
  }
  return {
    write(bytes) {
      for (const byte of bytes) queue.push(byte);
      if (!isSending) send();
    },
    onByte(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setBaudRate(rate) {
      ownBaudRate = rate;
    },
    boardBaudRate,
    flush() {
      queue.length = 0;
    },
    hear(byte) {
      for (const listener of listeners) listener(received(byte));
    },
  };
}

function fits(own: number, boards: number | null): boolean {
  return boards === null || Math.abs(own / boards - 1) < TOLERANCE;
}
