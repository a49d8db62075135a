import type { Pty } from "../pty/pty.ts";
import { CYCLES_PER_MS, type Uno } from "./uno.ts";

export type Pace = {
  /** Milliseconds of the board a millisecond of the world; 1 where not given. */
  readonly rate?: number;
  /** The world's clock. */
  readonly nowMs: () => number;
  /** Calls `action` once after so many ms of the world. @returns a function that takes it back */
  readonly after: (ms: number, action: () => void) => () => void;
};

const SLICE_MS = 5;
/** What it was held up for beyond this is left out, so that it never runs long at a stretch. */
const CATCH_UP_MS = 50;

/** Lets boards run in the world's time. @returns a function that ends it */
export function runInRealTime(unos: readonly Uno[], { rate = 1, nowMs, after }: Pace): () => void {
  let ranUntilMs = nowMs();
  let cancel = () => {};
  function slice(): void {
    const now = nowMs();
    const due = Math.min(now - ranUntilMs, CATCH_UP_MS);
    ranUntilMs = now;
    for (const uno of unos) uno.run(Math.round(due * rate * CYCLES_PER_MS));
    cancel = after(SLICE_MS, slice);
  }
  cancel = after(SLICE_MS, slice);
  return () => cancel();
}

export const worldPace: Pace = {
  nowMs: () => performance.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

/** Joins the board's serial port to the far end of a pty. @returns a function that parts them */
export function joinPty(uno: Uno, pty: Pty): () => void {
  let heard: number[] = [];
  const pass = () => {
    pty.write(Uint8Array.from(heard));
    heard = [];
  };
  const endHearing = uno.serial.onByte((byte) => {
    heard.push(byte);
    if (heard.length === 1) queueMicrotask(pass); // all of a slice in one
  });
  const endListening = pty.onData((bytes) => uno.serial.write(bytes));
  return () => {
    endHearing();
    endListening();
  };
}
