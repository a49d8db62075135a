// For tests: serial lines and a timer that a test drives by hand.
import { type After, DeviceLost, type SerialLine, type SerialPorts } from "./driver.ts";
import type { Programs } from "./programs.ts";

/** The far end of a line: what the station wrote, and what it shall read. */
export type FarEnd = {
  readonly heard: readonly string[];
  send(text: string): void;
  unplug(): void;
};

export type FakePorts = SerialPorts & {
  /** How often each path was opened. */
  readonly opened: ReadonlyMap<string, number>;
  /** The line that is open at this path. */
  at(path: string): FarEnd;
  /** Absent: opening fails, until it is set to true again. */
  present(path: string, isPresent: boolean): void;
};

export function fakePorts(): FakePorts {
  const opened = new Map<string, number>();
  const absent = new Set<string>();
  const ends = new Map<string, FarEnd>();
  return {
    opened,
    async openSerial(path) {
      if (absent.has(path)) throw new DeviceLost(`${path}: no such device`);
      opened.set(path, (opened.get(path) ?? 0) + 1);
      const { line, end } = fakeLine(path);
      ends.set(path, end);
      return line;
    },
    at(path) {
      const end = ends.get(path);
      if (end === undefined) throw new Error(`${path} was never opened`);
      return end;
    },
    present(path, isPresent) {
      if (isPresent) absent.delete(path);
      else absent.add(path);
    },
  };
}

function fakeLine(path: string): { line: SerialLine; end: FarEnd } {
  const heard: string[] = [];
  const waiting: (string | "closed" | "lost")[] = [];
  let wake = () => {};
  const put = (item: string) => {
    waiting.push(item);
    wake();
  };
  async function* chunks(signal: AbortSignal) {
    signal.addEventListener("abort", () => put("closed"), { once: true });
    for (;;) {
      const item = waiting.shift();
      if (item === "closed" || signal.aborted) return;
      if (item === "lost") throw new DeviceLost(`${path}: unplugged`);
      if (item !== undefined) yield Buffer.from(item, "latin1");
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  const line: SerialLine = {
    chunks,
    write: async (text) => void heard.push(text),
    close: async () => put("closed"),
  };
  return { line, end: { heard, send: put, unplug: () => put("lost") } };
}

/** Programs whose lines are at the ports, each by its file's name. */
export function fakePrograms(ports: SerialPorts): Programs {
  return { open: ({ file }) => ports.openSerial(file, { baudRate: 9600 }) };
}

export type FakeTimer = {
  readonly after: After;
  /** Lets so many ms of real time pass, and what is due be done. */
  pass(ms: number): Promise<void>;
};

export function fakeTimer(): FakeTimer {
  let now = 0;
  const due = new Set<{ at: number; action: () => void }>();
  return {
    after(delayMs, action) {
      const timer = { at: now + delayMs, action };
      due.add(timer);
      return () => due.delete(timer);
    },
    async pass(ms) {
      const end = now + ms;
      for (let next = earliest(due, end); next !== null; next = earliest(due, end)) {
        now = next.at;
        due.delete(next);
        next.action();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

function earliest<Timer extends { at: number }>(due: ReadonlySet<Timer>, end: number) {
  const [first] = [...due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
  return first ?? null;
}

/** Until everything that was ready to go on has gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
