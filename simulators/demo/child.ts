import { fork } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { ClockLine } from "../village/clock-line.ts";
import { fromChild, type StationEvent, type ToChild } from "./messages.ts";
import { environment } from "./programs.ts";

/** A process of the demo, as its parent sees it. */
export type Child = {
  /** Resolves when its service runs, or with the sentence why it does not. */
  readonly started: Promise<{ readonly failure: string | null }>;
  /** Resolves when it is gone, with a word on how. */
  readonly gone: Promise<string>;
  /** null when it is gone before it answers. */
  ask(question: string): Promise<unknown>;
  /** Resolves when it goes by the line, or is gone. */
  follow(line: ClockLine): Promise<void>;
  /** Asks it to stop, and makes it when it does not. */
  stop(patienceMs: number): Promise<void>;
};

export type ChildPlan = {
  readonly file: string;
  readonly config: unknown;
  readonly name: string;
  /** Takes what it writes to stdout and stderr. */
  readonly logFile: string;
  onEvent(event: StationEvent): void;
};

export function startChild(plan: ChildPlan, line: ClockLine): Child {
  const { file, config, name, logFile } = plan;
  const log = openSync(logFile, "a");
  const stdio = ["ignore", log, log, "ipc"] as const;
  const child = fork(file, [], { stdio: [...stdio], execArgv: [], env: environment() });
  closeSync(log);
  const started = Promise.withResolvers<{ readonly failure: string | null }>();
  const gone = Promise.withResolvers<string>();
  const questions = new Map<number, (value: unknown) => void>();
  let lastId = 0;

  const send = (message: ToChild) => child.connected && child.send(message, () => {});
  const request = (message: (id: number) => ToChild) => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    lastId += 1;
    questions.set(lastId, resolve);
    if (!send(message(lastId))) resolve(null);
    return promise;
  };
  child.on("message", (message) => {
    const said = fromChild.parse(message);
    if (said.kind === "ready") started.resolve({ failure: null });
    if (said.kind === "failed") started.resolve({ failure: said.message });
    if (said.kind === "event") plan.onEvent(said.event);
    if (said.kind !== "answer") return;
    questions.get(said.id)?.(said.value);
    questions.delete(said.id);
  });
  child.on("error", () => {}); // a child that cannot be spawned or reached exits as well
  child.on("close", (code, signal) => {
    const how = signal ?? `exit code ${code}`;
    started.resolve({ failure: `${name} ended while it started (${how}): see ${logFile}.` });
    for (const resolve of questions.values()) resolve(null);
    questions.clear();
    gone.resolve(how);
  });
  send({ kind: "start", line, config });

  return {
    started: started.promise,
    gone: gone.promise,
    ask: (question) => request((id) => ({ kind: "ask", id, question })),
    async follow(next) {
      await request((id) => ({ kind: "line", id, line: next }));
    },
    async stop(patienceMs) {
      send({ kind: "stop" });
      const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      await gone.promise;
      clearTimeout(timer);
    },
  };
}
