// For tests: johnny-five on a simulated Uno, in one virtual time.
import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { vi } from "vitest";
import type { SerialLine } from "#edge/drivers/driver.ts";
import { type Lockstep, lockstep } from "./lockstep.ts";
import { standardFirmata } from "./standard-firmata.ts";
import { openUno, type Uno } from "./uno.ts";
import { type UsbCable, usbCable } from "./usb-cable.ts";

/** What these tests use of packages that have no types. */
export type Firmata = EventEmitter & {
  i2cConfig(): void;
  i2cWrite(address: number, register: number, bytes: number[]): void;
  i2cReadOnce(
    address: number,
    register: number,
    count: number,
    listener: (bytes: number[]) => void,
  ): void;
};
export type Board = EventEmitter & { readonly isReady: boolean; readonly io: Firmata };
type Component = EventEmitter & {
  on(): Component;
  off(): Component;
  to(degrees: number): Component;
  cursor(row: number, column: number): Component;
  print(text: string): Component;
  noBacklight(): Component;
};
type Kind = new (options: Readonly<Record<string, unknown>>) => Component;
type JohnnyFive = Readonly<Record<"Led" | "Servo" | "LCD", Kind>> & {
  readonly Board: new (options: Readonly<Record<string, unknown>>) => Board;
  readonly Button: new (options: Readonly<Record<string, unknown>>) => EventEmitter;
};

const require = createRequire(import.meta.url);
export const five: JohnnyFive = require("johnny-five");
const { Firmata: FirmataClass }: { Firmata: new (transport: EventEmitter) => Firmata } =
  require("firmata-io");

const PATH = "/dev/serial/by-id/usb-arduino-uno";

export type Bench = {
  readonly uno: Uno;
  readonly cable: UsbCable;
  readonly time: Lockstep;
  readonly board: Board;
};

/** johnny-five's busy waiting needs the real hrtime. */
export function fakeTimers(): void {
  vi.useFakeTimers({
    toFake: [
      "setTimeout",
      "clearTimeout",
      "setInterval",
      "clearInterval",
      "setImmediate",
      "clearImmediate",
      "Date",
    ],
    now: 0,
  });
}

/** A board that is ready. Call `fakeTimers` before, and `vi.useRealTimers` after. */
export async function openBench(
  attach: (uno: Uno) => void = () => {},
  hex = standardFirmata(),
): Promise<Bench> {
  const uno = openUno(hex);
  attach(uno);
  const cable = usbCable(uno, { path: PATH });
  const time = lockstep([uno], (ms) => vi.advanceTimersByTimeAsync(ms));
  const line = await cable.openSerial(PATH, { baudRate: 57_600 });
  const transport = transportOn(line);
  const io = new FirmataClass(transport);
  const board = new five.Board({ io, repl: false, debug: false, sigint: false });
  transport.emit("open"); // the board waits for it
  await time.until(() => board.isReady);
  return { uno, cable, time, board };
}

function transportOn(line: SerialLine): EventEmitter {
  const write = (bytes: Buffer, done: () => void) =>
    void line.write(bytes.toString("latin1")).then(done);
  const transport = Object.assign(new EventEmitter(), { write });
  void pump(line, transport);
  return transport;
}

async function pump(line: SerialLine, transport: EventEmitter): Promise<void> {
  try {
    for await (const chunk of line.chunks(new AbortController().signal)) {
      transport.emit("data", chunk);
    }
  } catch {
    transport.emit("close");
  }
}
