import * as z from "zod";

/** A device or its line is gone, or cannot be opened. Caught once, by the loop that opens it again. */
export class DeviceLost extends Error {
  override readonly name = "DeviceLost";
}

export type SerialOptions = {
  readonly baudRate: number;
  /** 8 where not given. */
  readonly dataBits?: 7 | 8;
  /** none where not given */
  readonly parity?: "none" | "even" | "odd";
};

/** An open serial line. */
export type SerialLine = {
  /** @throws DeviceLost */
  write(text: string): Promise<void>;
  /** Bytes as they come; ends when the signal aborts or the line is closed. @throws DeviceLost */
  chunks(signal: AbortSignal): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
};

export type SerialPorts = {
  /** @throws DeviceLost also when another process has the line */
  openSerial(path: string, options: SerialOptions): Promise<SerialLine>;
};

/** Calls `action` once after so many ms of real time; the answer takes it back. */
export type After = (delayMs: number, action: () => void) => () => void;

/** What a driver is given to work with. */
export type DriverTools = {
  readonly ports: SerialPorts;
  /** The station's uptime: what it is while a chunk is read stamps what the chunk says. */
  readonly uptimeMs: () => number;
  readonly after: After;
};

/** An open device. */
export type Device<Event> = {
  /** Ends when the signal aborts. @throws DeviceLost */
  events(signal: AbortSignal): AsyncIterable<Event>;
  close(): Promise<void>;
};

/** What was understood on a line, and what was not, since the station started. */
export type Counts = { readonly frames: number; readonly ignored: number };

/** A device that can be opened, and opened again after it was lost. */
export type Source<Event, Opened extends Device<Event> = Device<Event>> = {
  readonly path: string;
  /** @throws DeviceLost */
  open(): Promise<Opened>;
  counts(): Counts;
};

export type Tally = { readonly counts: () => Counts; add(frames: number, ignored: number): void };

export function tally(): Tally {
  let sum: Counts = { frames: 0, ignored: 0 };
  return {
    counts: () => sum,
    add(frames, ignored) {
      sum = { frames: sum.frames + frames, ignored: sum.ignored + ignored };
    },
  };
}

/** Config fields of everything on a serial line. A name below /dev/serial/by-id/ survives replugging. */
export const serialFields = {
  path: z.string().startsWith("/dev/", "not a device below /dev/"),
  baud_rate: z.int().min(300).max(921_600).default(9600),
};
