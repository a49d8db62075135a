import { EventEmitter } from "node:events";
import type { Transport } from "firmata-io";
import { DeviceLost, type SerialLine } from "../driver.ts";

/** An open line as firmata-io wants it. */
export type FirmataTransport = Transport & {
  /** Hands on what comes, until the line is lost or the signal aborts. @throws DeviceLost */
  pump(signal: AbortSignal, onHeard: () => void): Promise<void>;
};

/**
 * @param onTrouble what is written is lost: the line is gone
 */
export function firmataTransport(
  path: string,
  line: SerialLine,
  onTrouble: (trouble: DeviceLost) => void,
): FirmataTransport {
  const events = new EventEmitter();
  /** A message that firmata-io or a component stumbles over is the board's fault, none to die of. */
  const handOn = (chunk: Uint8Array) => {
    try {
      events.emit("data", chunk);
    } catch (error) {
      throw lostBy(path, error);
    }
  };
  return Object.assign(events, {
    write(bytes: Uint8Array, done: () => void) {
      const text = Buffer.from(bytes).toString("latin1");
      line.write(text).then(done, (error: unknown) => onTrouble(lostBy(path, error)));
    },
    async pump(signal: AbortSignal, onHeard: () => void) {
      for await (const chunk of line.chunks(signal)) {
        if (signal.aborted) return;
        handOn(chunk);
        onHeard();
      }
    },
  });
}

function lostBy(path: string, cause: unknown): DeviceLost {
  if (cause instanceof DeviceLost) return cause;
  return new DeviceLost(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, {
    cause,
  });
}
