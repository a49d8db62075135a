// For tests: a board that only knows its part of a greeting, so that thousands come and go in seconds.
import { DeviceLost, type SerialLine, type SerialPorts } from "#edge/drivers/driver.ts";

export type ScriptedBoard = SerialPorts & {
  /** Every line that is open is lost. */
  unplug(): void;
  /** What it was told, since the last opening. */
  readonly told: number[];
};

const [VERSION, FIRMWARE, CAPABILITIES, ANALOG_MAPPING] = [0xf9, 0x79, 0x6b, 0x69];
const [SYSEX, END, NONE] = [0xf0, 0xf7, 0x7f];
const PINS = Array.from({ length: 20 }, (_, pin) => pin);

/** StandardFirmata on an Uno, as far as it says what it is. @param isMute it never answers */
export function scriptedBoard({ isMute = false } = {}): ScriptedBoard {
  const lines = new Set<() => void>();
  const told: number[] = [];
  return {
    told,
    async openSerial(path) {
      told.length = 0;
      const greeting = [[VERSION], [SYSEX, FIRMWARE]].flatMap(answerTo);
      const line = openLine(path, isMute ? [] : greeting, (bytes) => {
        told.push(...bytes);
        return isMute ? [] : answerTo(bytes);
      });
      lines.add(line.lose);
      return { ...line, close: () => line.close().finally(() => lines.delete(line.lose)) };
    },
    unplug() {
      for (const lose of lines) lose();
    },
  };
}

/** @param bytes one message */
function answerTo([first, id]: Iterable<number>): readonly number[] {
  if (first === VERSION) return [VERSION, 2, 3];
  if (first !== SYSEX) return [];
  if (id === FIRMWARE) return [SYSEX, FIRMWARE, 2, 3, 0x53, 0, END];
  if (id === CAPABILITIES) {
    return [SYSEX, 0x6c, ...PINS.flatMap(() => [0, 1, 1, 1, 4, 14, 6, 1, NONE]), END];
  }
  if (id === ANALOG_MAPPING) {
    return [SYSEX, 0x6a, ...PINS.map((pin) => (pin < 14 ? NONE : pin - 14)), END];
  }
  return [];
}

function openLine(
  path: string,
  greeting: readonly number[],
  answer: (bytes: Uint8Array) => readonly number[],
) {
  let said = [...greeting];
  let state: "open" | "closed" | "lost" = "open";
  let wake = () => {};
  async function* chunks(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    signal.addEventListener("abort", () => wake(), { once: true });
    while (!signal.aborted && state !== "closed") {
      if (state === "lost") throw new DeviceLost(`${path}: unplugged`);
      const chunk = Uint8Array.from(said);
      said = [];
      if (chunk.length > 0) yield chunk;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  const end = (how: "closed" | "lost") => {
    if (state === "open") state = how;
    wake();
  };
  const line: SerialLine & { lose(): void } = {
    chunks,
    async write(text) {
      if (state !== "open") throw new DeviceLost(`${path}: ${state}`);
      said.push(...answer(Buffer.from(text, "latin1")));
      wake();
    },
    close: async () => end("closed"),
    lose: () => end("lost"),
  };
  return line;
}
