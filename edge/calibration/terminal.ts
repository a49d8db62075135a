import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { Trouble } from "../trouble.ts";
import type { Person } from "./walk.ts";

export type Terminal = Person & { close(): void };

/** A person who reads lines and types lines; or a file that does. */
export function openTerminal(input: Readable, output: Writable): Terminal {
  const lines = createInterface({ input });
  const typed = lines[Symbol.asyncIterator]();
  const say = (text: string) => void output.write(`${text}\n`);
  return {
    say,
    async ask(text) {
      say(text);
      const { done, value } = await typed.next();
      if (done === true) throw new Trouble("Nobody answers any more: nothing was written.");
      return value.trim();
    },
    close: () => lines.close(),
  };
}
