import { openVillageClock, type VillageClock } from "../village/clock.ts";
import { type FromChild, type StationEvent, type ToChild, toChild } from "./messages.ts";

/** What a process of the demo does for its parent. */
export type Service = {
  /** By name: what this service can be asked for. */
  readonly answers: Readonly<Record<string, () => unknown>>;
  close(): Promise<void>;
};

export type Opening = {
  /** As the parent gave it. */
  readonly config: unknown;
  readonly clock: VillageClock;
  tell(event: StationEvent): void;
};

/** Why a service cannot start, in a sentence for the person who started the demo. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}

/** Runs a service for as long as the parent lives and wants it. */
export function serveParent(open: (opening: Opening) => Promise<Service>): void {
  // Ctrl-C reaches every process of the terminal; the parent says in which order to stop.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  let handle: (message: ToChild) => void = (message) => {
    if (message.kind !== "start") return;
    const clock = openVillageClock(message.line);
    const tell = (event: StationEvent) => send({ kind: "event", event });
    const service = start(() => open({ config: message.config, clock, tell }));
    handle = (later) => {
      if (later.kind === "line") {
        clock.follow(later.line);
        send({ kind: "answer", id: later.id, value: null });
      }
      if (later.kind === "ask") void answer(service, later.id, later.question);
      if (later.kind === "stop") void stop(service);
    };
    process.on("disconnect", () => void stop(service));
  };
  process.on("message", (message) => handle(toChild.parse(message)));
}

async function start(open: () => Promise<Service>): Promise<Service | null> {
  try {
    const service = await open();
    send({ kind: "ready" });
    return service;
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    console.error(error.message);
    send({ kind: "failed", message: error.message }, () => process.exit(1));
    return null;
  }
}

async function answer(service: Promise<Service | null>, id: number, question: string) {
  const value = (await (await service)?.answers[question]?.()) ?? null;
  send({ kind: "answer", id, value });
}

/** One that is still opening, and waits for others who may never come, ends as it would at a power cut. */
async function stop(service: Promise<Service | null>): Promise<void> {
  const opened = await Promise.race([service, null]);
  await opened?.close();
  process.exit(0);
}

function send(message: FromChild, onSent = () => {}): void {
  if (process.connected) process.send?.(message, onSent);
  else onSent();
}
