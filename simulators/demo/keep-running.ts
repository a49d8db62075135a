import type { ClockLine } from "../village/clock-line.ts";
import type { Child } from "./child.ts";

/** A process of the demo that is started again when it dies. */
export type Kept = {
  ask(question: string): Promise<unknown>;
  follow(line: ClockLine): Promise<void>;
  stop(patienceMs: number): Promise<void>;
};

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;
/** Whoever ran so long was well: the next death is a first one. */
const WELL_AFTER_MS = 60_000;

type Keeping = {
  start(): Child;
  /** Nobody waits any more for it to start. */
  readonly stop: AbortSignal;
  /** It is gone, and will be started again. */
  onDeath(how: string, retryMs: number): void;
};

/**
 * @returns once it runs
 * @throws Error with the sentence why it cannot start for the first time
 */
export async function keepRunning({ start, stop, onDeath }: Keeping): Promise<Kept> {
  const stopping = new AbortController();
  let child = start();
  const { failure } = await startedOr(stop, child);
  if (failure !== null) {
    await child.stop(0);
    throw new CannotRun(failure);
  }
  void restartForEver();
  return {
    ask: (question) => child.ask(question),
    follow: (line) => child.follow(line),
    async stop(patienceMs) {
      stopping.abort();
      await child.stop(patienceMs);
    },
  };

  async function restartForEver(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    for (;;) {
      const since = performance.now();
      const how = await child.gone;
      if (stopping.signal.aborted) return;
      retryMs = performance.now() - since > WELL_AFTER_MS ? FIRST_RETRY_MS : retryMs;
      onDeath(how, retryMs);
      await pause(retryMs, stopping.signal);
      if (stopping.signal.aborted) return;
      child = start();
      retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
    }
  }
}

function startedOr(stop: AbortSignal, { started }: Child): Child["started"] {
  const { promise, resolve } = Promise.withResolvers<Awaited<Child["started"]>>();
  const end = () => resolve({ failure: "It was stopped before it had started." });
  if (stop.aborted) end();
  stop.addEventListener("abort", end, { once: true });
  void started.then(resolve);
  return promise.finally(() => stop.removeEventListener("abort", end));
}

export class CannotRun extends Error {
  override readonly name = "CannotRun";
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    resolve();
  });
  return promise;
}
