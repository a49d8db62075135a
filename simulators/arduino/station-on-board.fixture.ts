// For tests: a station's own drivers on a simulated Uno, in one virtual time.
import { vi } from "vitest";
import { attend, type DeviceState } from "#edge/drivers/attend.ts";
import type { SerialPorts, Source } from "#edge/drivers/driver.ts";
import {
  boardSection,
  type Devices,
  devicesOf,
  keypadSection,
  readerSection,
  scaleSection,
} from "#edge/drivers/registry.ts";
import type { Sample } from "#edge/weighing/reading.ts";
import { messagesIn } from "./firmata-message.ts";
import { fakeTimers } from "./johnny-five.fixture.ts";
import { type Lockstep, lockstep } from "./lockstep.ts";
import { openUno, type Uno } from "./uno.ts";
import { type UsbCable, usbCable } from "./usb-cable.ts";

export const BOARD_PATH = "/dev/serial/by-id/usb-arduino-uno";

export const INSTRUMENT = { id: "cell", division: 20, max_grams: 60_000, calibration: "c" };
/** 20 counts are a gram. */
export const ADJUSTED = { zero_counts: 84_000, span_counts: 484_000, span_grams: 20_000 };
export const countsOf = (grams: number): number => 84_000 + 20 * grams;

export type Heard<Event> = {
  readonly events: Event[];
  readonly states: {
    readonly state: DeviceState;
    readonly detail: string;
    readonly atMs: number;
  }[];
  stop(): Promise<void>;
};

/** What stands between both ends of the cable. */
export type Tampering = {
  /** What becomes of a message of the board; as it came where it is not set. */
  fromBoard: (message: readonly number[]) => readonly (readonly number[])[];
  /** The board hears nothing. */
  isDeaf: boolean;
};

export type BoardBed = {
  readonly tampering: Tampering;
  readonly uno: Uno;
  readonly cable: UsbCable;
  readonly time: Lockstep;
  readonly devices: Devices;
  listen<Event>(source: Source<Event> | null): Heard<Event>;
  nowMs(): number;
};

export type BedOptions = {
  readonly hex: string;
  readonly board: Readonly<Record<string, unknown>>;
  readonly scale?: Readonly<Record<string, unknown>>;
  readonly keypad?: Readonly<Record<string, unknown>>;
  readonly resetsWhenOpened?: boolean;
  attach(uno: Uno): void;
};

const after = (delayMs: number, action: () => void) => {
  const timer = setTimeout(action, delayMs);
  return () => clearTimeout(timer);
};

/** Call `vi.useRealTimers` after it. */
export function openBoardBed(options: BedOptions): BoardBed {
  fakeTimers();
  const uno = openUno(options.hex);
  options.attach(uno);
  const { resetsWhenOpened = true, keypad } = options;
  const cable = usbCable(uno, { path: BOARD_PATH, resetsWhenOpened });
  const tampering: Tampering = { fromBoard: (message) => [message], isDeaf: false };
  const time = lockstep([uno], (ms) => vi.advanceTimersByTimeAsync(ms));
  const nowMs = () => Date.now();
  const devices = devicesOf(
    {
      scale: scaleSection.parse(
        options.scale ?? { kind: "mt-sics", path: "/dev/none", ...INSTRUMENT },
      ),
      reader: readerSection.parse({ kind: "rdm6300", path: "/dev/none-either" }),
      keypad: keypad === undefined ? null : keypadSection.parse(keypad),
      board: boardSection.parse({ kind: "firmata", path: BOARD_PATH, ...options.board }),
    },
    { ports: tampered(cable, tampering), after, uptimeMs: nowMs, cardKey: new Uint8Array(32) },
  );
  const listenTo: BoardBed["listen"] = (source) => listen(source, time);
  return { uno, cable, time, devices, nowMs, tampering, listen: listenTo };
}

function tampered(ports: SerialPorts, how: Tampering): SerialPorts {
  return {
    async openSerial(path, options) {
      const line = await ports.openSerial(path, options);
      return {
        ...line,
        write: async (text) => (how.isDeaf ? undefined : line.write(text)),
        async *chunks(signal) {
          for await (const message of messagesIn(line.chunks(signal))) {
            for (const passed of how.fromBoard(message)) yield Uint8Array.from(passed);
          }
        },
      };
    },
  };
}

function listen<Event>(source: Source<Event> | null, time: Lockstep): Heard<Event> {
  if (source === null) throw new Error("there is no such device");
  const abort = new AbortController();
  const heard: Omit<Heard<Event>, "stop"> = { events: [], states: [] };
  const done = attend(source, {
    signal: abort.signal,
    after,
    onEvent: (event) => void heard.events.push(event),
    onState: (state, detail) => void heard.states.push({ state, detail, atMs: Date.now() }),
  });
  return {
    ...heard,
    async stop() {
      abort.abort();
      let isDone = false;
      void done.then(() => (isDone = true));
      await time.until(() => isDone);
    },
  };
}

/** Of samples that are weights, their grams. */
export const gramsIn = (samples: readonly Sample[]): number[] =>
  samples.flatMap(({ reading }) => (reading.ok ? [reading.value.gross] : []));
