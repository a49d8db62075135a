import { DeviceLost, type SerialLine, type SerialPorts } from "#edge/drivers/driver.ts";
import type { Uno } from "./uno.ts";

export type UsbCable = SerialPorts & {
  /** The board loses its power, the line is lost, and opening fails. */
  unplug(): void;
  plugIn(): void;
};

export type UsbCableOptions = {
  readonly path: string;
  /** As on an Uno, whose reset hangs on DTR. */
  readonly resetsWhenOpened?: boolean;
};

type OpenLine = SerialLine & { lose(): void };

/** The station's end of an Uno's USB cable. */
export function usbCable(uno: Uno, { path, resetsWhenOpened = true }: UsbCableOptions): UsbCable {
  let line: OpenLine | null = null;
  return {
    async openSerial(asked, { baudRate }) {
      if (asked !== path || !uno.isPowered()) throw new DeviceLost(`${asked}: no such device`);
      if (line !== null) throw new DeviceLost(`${asked}: another process has it`);
      if (resetsWhenOpened) uno.reset("external");
      uno.serial.setBaudRate(baudRate);
      line = openLine(uno, path, () => {
        line = null;
      });
      return line;
    },
    unplug() {
      uno.serial.flush();
      uno.powerOff();
      line?.lose();
    },
    plugIn: () => uno.powerOn(),
  };
}

function openLine(uno: Uno, path: string, onClosed: () => void): OpenLine {
  let heard: number[] = [];
  let state: "open" | "closed" | "lost" = "open";
  let wake = () => {};
  const stopHearing = uno.serial.onByte((byte) => {
    heard.push(byte);
    wake();
  });
  const end = (how: "closed" | "lost") => {
    if (state !== "open") return;
    state = how;
    stopHearing();
    onClosed();
    wake();
  };
  async function* chunks(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    signal.addEventListener("abort", () => wake(), { once: true });
    while (!signal.aborted && state !== "closed") {
      if (state === "lost") throw new DeviceLost(`${path}: unplugged`);
      const chunk = Uint8Array.from(heard);
      heard = [];
      if (chunk.length > 0) yield chunk;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return {
    chunks,
    async write(text) {
      if (state !== "open") throw new DeviceLost(`${path}: ${state}`);
      uno.serial.write(Buffer.from(text, "latin1"));
    },
    close: async () => end("closed"),
    lose: () => end("lost"),
  };
}
