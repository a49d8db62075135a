import { type After, type Device, DeviceLost, type Source } from "./driver.ts";

export type DeviceState = "opening" | "ok" | "lost";

export type Attendance<Event> = {
  readonly signal: AbortSignal;
  readonly after: After;
  onEvent(event: Event): void;
  /** `detail`: why it was lost. */
  onState(state: DeviceState, detail: string): void;
};

/**
 * Real time until a lost device is tried again, doubling. Back within 5 s of its return it must be, and a
 * microcontroller alone takes up to three to start and to say what it can.
 */
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 1000;

/** Listens to a device, and opens it again and again when it is lost, until the signal aborts. */
export async function attend<Event>(source: Source<Event>, to: Attendance<Event>): Promise<void> {
  let retryMs = FIRST_RETRY_MS;
  while (!to.signal.aborted) {
    const heard = await listenOnce(source, to);
    if (to.signal.aborted) return;
    retryMs = heard ? FIRST_RETRY_MS : Math.min(2 * retryMs, LAST_RETRY_MS);
    await pause(retryMs, to);
  }
}

/** @returns whether anything was heard before the device was lost */
async function listenOnce<Event>(source: Source<Event>, to: Attendance<Event>): Promise<boolean> {
  let heard = false;
  const listening: Attendance<Event> = {
    ...to,
    onEvent(event) {
      heard = true;
      to.onEvent(event);
    },
  };
  try {
    await listen(await source.open(), listening);
    if (!to.signal.aborted) to.onState("lost", `${source.path}: the line ended`);
  } catch (error) {
    if (!(error instanceof DeviceLost)) throw error;
    to.onState("lost", error.message);
  }
  return heard;
}

async function listen<Event>(device: Device<Event>, to: Attendance<Event>): Promise<void> {
  to.onState("ok", "");
  try {
    for await (const event of device.events(to.signal)) to.onEvent(event);
  } finally {
    await device.close();
  }
}

function pause(delayMs: number, { signal, after }: Pick<Attendance<never>, "signal" | "after">) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = after(delayMs, resolve);
  const stop = () => {
    cancel();
    resolve();
  };
  signal.addEventListener("abort", stop, { once: true });
  return promise.finally(() => signal.removeEventListener("abort", stop));
}
