import type { DeviceLost } from "./driver.ts";

/** What a device says by calling back, for whoever listens in turn. */
export type EventQueue<Event> = {
  push(event: Event): void;
  /** Who listens is told so after what was pushed before. */
  fail(trouble: DeviceLost): void;
  /** Ends when the signal aborts. @throws DeviceLost */
  events(signal: AbortSignal): AsyncGenerator<Event>;
};

export function eventQueue<Event>(): EventQueue<Event> {
  const waiting: Event[] = [];
  let trouble: DeviceLost | null = null;
  let wake = () => {};
  return {
    push(event) {
      waiting.push(event);
      wake();
    },
    fail(why) {
      trouble ??= why;
      wake();
    },
    async *events(signal) {
      const stop = () => wake();
      signal.addEventListener("abort", stop, { once: true });
      try {
        while (!signal.aborted) {
          const event = waiting.shift();
          if (event !== undefined) yield event;
          else if (trouble !== null) throw trouble;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        signal.removeEventListener("abort", stop);
      }
    },
  };
}
