import { SerialPort } from "serialport";
import { DeviceLost, type SerialOptions, type SerialPorts } from "./driver.ts";

/** What is used of the package's port, alike on every system. */
type Port = {
  readonly isOpen: boolean;
  read(buffer: Buffer, offset: number, length: number): Promise<{ bytesRead: number }>;
  write(buffer: Buffer): Promise<void>;
  close(): Promise<void>;
};

const CHUNK_BYTES = 4096;

/**
 * Serial lines of this computer, through the package's binding: no stream in between, so a chunk is
 * stamped when it is read. Never its list(), which ends the process where udevadm is missing.
 */
export const serialPorts: SerialPorts = {
  async openSerial(path, options) {
    const port = await openPort(path, options);
    return {
      write: inTurn((text: string) => orLost(path, port.write(Buffer.from(text, "latin1")))),
      chunks: (signal) => chunksOf(path, port, signal),
      close: () => closeOnce(port),
    };
  },
};

/** The system writes at once what is asked for at once, one part before the other as it likes. */
function inTurn(write: (text: string) => Promise<void>): (text: string) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (text) => {
    const written = last.then(() => write(text));
    last = written.catch(() => undefined);
    return written;
  };
}

/** `lock`: no second process may open the line (TIOCEXCL). */
function openPort(path: string, options: SerialOptions): Promise<Port> {
  return orLost<Port>(path, SerialPort.binding.open({ path, lock: true, ...options }));
}

async function* chunksOf(
  path: string,
  port: Port,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  const close = () => void closeOnce(port);
  signal.addEventListener("abort", close, { once: true });
  try {
    while (!signal.aborted) {
      const { bytesRead } = await port.read(buffer, 0, CHUNK_BYTES);
      yield Uint8Array.from(buffer.subarray(0, bytesRead));
    }
  } catch (error) {
    if (port.isOpen) throw lost(path, error); // else it was closed by us, which ends the reading
  } finally {
    signal.removeEventListener("abort", close);
  }
}

async function closeOnce(port: Port): Promise<void> {
  if (!port.isOpen) return;
  await port.close().catch(() => undefined); // a line that is gone cannot be closed any more
}

async function orLost<Value>(path: string, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw lost(path, error);
  }
}

function lost(path: string, cause: unknown): DeviceLost {
  return new DeviceLost(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, {
    cause,
  });
}
