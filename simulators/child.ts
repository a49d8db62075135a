import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** A process of our own, spoken with by messages: one answer to each question. */
export type Child<Question, Answer> = {
  readonly process: ChildProcess;
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
};

/** @param module its URL; the process ends with its `disconnect` */
export function startChild<Question extends object, Answer>(
  module: URL,
  options: { readonly env?: NodeJS.ProcessEnv; readonly execArgv?: readonly string[] } = {},
): Child<Question, Answer> {
  const { env = process.env, execArgv = [] } = options;
  const child = fork(module, { env, execArgv: [...execArgv], serialization: "advanced" });
  const gone = once(child, "exit");
  return {
    process: child,
    async ask(question) {
      const answer = once(child, "message");
      child.send(question);
      const first = await Promise.race([answer, gone.then(() => null)]);
      if (first === null) throw new Error(`${module.pathname} ended without an answer`);
      return first[0] as Answer;
    },
    async close() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}
