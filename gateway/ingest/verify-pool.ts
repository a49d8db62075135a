import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { PageJob, Verdict } from "./judge.ts";

/** Threads that verify signatures: the one thing in ingest that takes a core its time. */
export type VerifyPool = {
  /** @throws when a thread came down over one of the jobs; the next call has a new one */
  judge(jobs: readonly PageJob[]): Promise<readonly Verdict[]>;
  close(): Promise<void>;
};

/** Threads are started at the first need: a village's gateway rarely has two pages at once. */
export function openVerifyPool(): VerifyPool {
  const idle: Worker[] = [];
  return {
    async judge(jobs) {
      const worker = idle.pop() ?? startWorker(idle);
      worker.postMessage(jobs);
      const [verdicts]: readonly Verdict[][] = await once(worker, "message");
      idle.push(worker);
      return verdicts ?? [];
    },
    async close() {
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
    },
  };
}

function startWorker(idle: Worker[]): Worker {
  const url = new URL("./verify-worker.ts", import.meta.url);
  const worker = new Worker(url, { resourceLimits: { maxYoungGenerationSizeMb: 8 } });
  worker.unref();
  worker.on("error", () => {
    const index = idle.indexOf(worker);
    if (index >= 0) idle.splice(index, 1);
  });
  return worker;
}
