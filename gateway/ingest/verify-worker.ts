import { parentPort } from "node:worker_threads";
import { judge, type PageJob } from "./judge.ts";

/** Answers each batch of pages with their verdicts, in the same order. */
parentPort?.on("message", (jobs: readonly PageJob[]) => {
  parentPort?.postMessage(jobs.map(judge));
});
