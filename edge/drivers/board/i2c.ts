import type { Firmata } from "firmata-io";

// Firmata's messages for a board's I2C bus. Source: firmata/protocol, i2c.md. firmata-io's own methods for
// them are not used: it keeps every board that ever called one, for as long as the process lives.

const [REQUEST, CONFIG] = [0x76, 0x78];
const [WRITE, READ_ONCE] = [0x00, 0x08];

/** Where none is said, StandardFirmata 2.3 waits for 16 ms, in which it overlooks what else is sent to it. */
const READ_DELAY_US = 10;

type Board = Pick<Firmata, "sysexCommand">;

/** Takes the bus's pins into use; before anything else of it. */
export function beginI2c(board: Board): void {
  board.sysexCommand([CONFIG, ...groups(READ_DELAY_US)]);
}

/** @param address of 7 bits @param bytes at most 29, which is what StandardFirmata has room for */
export function writeI2c(board: Board, address: number, bytes: readonly number[]): void {
  board.sysexCommand([REQUEST, address, WRITE, ...bytes.flatMap(groups)]);
}

export type I2cRead = {
  readonly address: number;
  readonly register: number;
  /** Bytes. */
  readonly length: number;
};

/** Answered by the event `replyTo`, with the bytes. */
export function askI2c(board: Board, { address, register, length }: I2cRead): void {
  board.sysexCommand([REQUEST, address, READ_ONCE, ...groups(register), ...groups(length)]);
}

export const replyTo = ({ address, register }: Omit<I2cRead, "length">): string =>
  `I2C-reply-${address}-${register}`;

/** 14 bits in groups of 7, the lower first. */
const groups = (value: number): readonly number[] => [value & 0x7f, (value >> 7) & 0x7f];
