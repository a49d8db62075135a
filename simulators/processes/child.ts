import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** A process of our own, spoken with by messages: one answer to each question. */
export type Child<Question, Answer> = {
  readonly process: ChildProcess;
  /** What it says next, by itself. */
  next(): Promise<Answer>;
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
};

/** @param module its URL; the process ends with its `disconnect` */
export function startChild<Question extends object, Answer>(
  module: URL,
  { args = [] }: { readonly args?: readonly string[] } = {},
): Child<Question, Answer> {
  const child = fork(module, args, { serialization: "advanced" });
  const gone = once(child, "exit");
  const next = async () => {
    const answer = once(child, "message");
    const first = await Promise.race([answer, gone.then(() => null)]);
    if (first === null) throw new Error(`${module.pathname} ended without an answer`);
    return first[0] as Answer;
  };
  return {
    process: child,
    next,
    ask(question) {
      const answer = next();
      child.send(question);
      return answer;
    },
    async close() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}
