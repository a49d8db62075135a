import { DeviceLost, type DriverTools, type SerialLine, type Tally } from "../driver.ts";
import { type ChipFrame, commandFrame, nothingYet, readChip } from "./pn532-frame.ts";

/** A PN532 that is asked one thing at a time. */
export type Chip = {
  /**
   * @returns the answer's data, without its code; null: it did not take the command, or did not answer
   *   in time
   * @throws DeviceLost
   */
  ask(code: number, data?: readonly number[], patienceMs?: number): Promise<Uint8Array | null>;
  /** Bytes that wake it from its sleep, before the first command. */
  wake(): Promise<void>;
  /** Lets time pass. */
  pause(ms: number): Promise<void>;
};

/** Real ms: the chip takes a command within 15 ms (UM0701-02, "Host controller timing"). */
const ACK_MS = 100;
const ANSWER_MS = 500;

/** `55 55` and zeros, by UM0701-02, chapter 7.2.11: a long preamble while its clock starts. */
const WAKE = Uint8Array.of(0x55, 0x55, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

export function openChip(
  line: SerialLine,
  {
    after,
    counted,
    signal,
  }: Pick<DriverTools, "after"> & {
    readonly counted: Pick<Tally, "add">;
    readonly signal: AbortSignal;
  },
): Chip {
  const frames = listen(line, { after, counted, signal });
  const write = (bytes: Uint8Array) => line.write(Buffer.from(bytes).toString("latin1"));
  return {
    wake: () => write(WAKE),
    async ask(code, data = [], patienceMs = ANSWER_MS) {
      frames.forget(); // an answer that came too late is no answer to this
      await write(commandFrame(code, data));
      const taken = await frames.next(ACK_MS, ({ kind }) => kind !== "answer");
      if (taken?.kind !== "ack") return null;
      const answer = await frames.next(patienceMs, (frame) => answers(frame, code));
      return answer?.kind === "answer" ? answer.bytes.subarray(1) : null;
    },
    pause: (ms) => new Promise((resolve) => void after(ms, resolve)),
  };
}

/** Every answer's code is that of its command, plus one; an error answers any. */
const answers = (frame: ChipFrame, code: number) =>
  frame.kind === "error" || (frame.kind === "answer" && frame.bytes[0] === code + 1);

type Listening = Pick<DriverTools, "after"> & {
  readonly counted: Pick<Tally, "add">;
  readonly signal: AbortSignal;
};

/** Frames as they come, kept until they are asked for. */
function listen(line: SerialLine, { after, counted, signal }: Listening) {
  let waiting: ChipFrame[] = [];
  let lost: unknown = null;
  let wake = () => {};
  const pump = async () => {
    let state = nothingYet;
    for await (const chunk of line.chunks(signal)) {
      const read = readChip(state, chunk);
      state = read.state;
      counted.add(read.frames.length, read.ignored);
      waiting.push(...read.frames);
      wake();
    }
    if (!signal.aborted) throw new DeviceLost("the line ended");
    wake();
  };
  void pump().catch((error) => {
    lost = error;
    wake();
  });
  return {
    forget() {
      waiting = [];
    },
    /** @throws DeviceLost */
    async next(patienceMs: number, isMeant: (frame: ChipFrame) => boolean) {
      let isOver = false;
      const cancel = after(patienceMs, () => {
        isOver = true;
        wake();
      });
      try {
        for (;;) {
          const frame = waiting.shift();
          if (frame !== undefined && isMeant(frame)) return frame;
          if (frame !== undefined) continue;
          if (lost !== null) throw lost;
          if (isOver || signal.aborted) return null;
          await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        cancel();
      }
    },
  };
}
