import { attend, type DeviceState } from "../drivers/attend.ts";
import type { After, SerialLine, SerialPorts, Source } from "../drivers/driver.ts";
import type { Devices } from "../drivers/registry.ts";
import type { DeviceName } from "../panel/view.ts";
import type { CaptureLine } from "./format.ts";

export type Recorder = {
  /** ms */
  readonly uptimeMs: () => number;
  readonly write: (line: CaptureLine) => void;
};

/** The same ports, whose bytes are also written down; those of other paths are not. */
export function recordingPorts(
  ports: SerialPorts,
  devices: ReadonlyMap<string, "scale" | "keypad">,
  recorder: Recorder,
): SerialPorts {
  return {
    async openSerial(path, options) {
      const line = await ports.openSerial(path, options);
      const device = devices.get(path);
      return device === undefined ? line : recordedLine(line, device, recorder);
    },
  };
}

function recordedLine(
  line: SerialLine,
  device: "scale" | "keypad",
  recorder: Recorder,
): SerialLine {
  return {
    write: (text) => line.write(text),
    close: () => line.close(),
    async *chunks(signal) {
      for await (const chunk of line.chunks(signal)) {
        const bytes = Buffer.from(chunk).toString("base64");
        recorder.write({ t: Math.trunc(recorder.uptimeMs()), device, bytes });
        yield chunk;
      }
    },
  };
}

export type RecordParts = Recorder & {
  /** On ports that record. */
  readonly devices: Devices;
  readonly signal: AbortSignal;
  readonly after: After;
  readonly onState: (device: DeviceName, state: DeviceState, detail: string) => void;
};

/** Listens to every device until the signal aborts. */
export async function record(parts: RecordParts): Promise<void> {
  const { devices, signal, after, write, uptimeMs } = parts;
  const listen = <Event>(
    device: Exclude<DeviceName, "board">,
    source: Source<Event> | null,
    onEvent: (event: Event) => void = () => {},
  ) => {
    if (source === null) return Promise.resolve();
    const onState = (state: DeviceState, detail: string) => {
      if (state === "lost") write({ t: Math.trunc(uptimeMs()), device, lost: detail });
      parts.onState(device, state, detail);
    };
    return attend(source, { signal, after, onEvent, onState });
  };
  await Promise.all([
    listen("scale", devices.scale),
    listen("keypad", devices.keypad),
    listen("reader", devices.reader, ({ card }) =>
      write({ t: Math.trunc(uptimeMs()), device: "reader", card }),
    ),
  ]);
}
