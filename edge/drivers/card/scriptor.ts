import { type After, DeviceLost, type SerialLine } from "../driver.ts";
import type { Command } from "../programs.ts";
import { orSilence } from "../silence.ts";
import type { SendApdu } from "./card-files.ts";
import { commandLine, noReply, readReplies } from "./pcsc-text.ts";

/** `-u`: it says each answer at once. It connects to the card as it starts, and ends when that is gone. */
export const scriptor = (reader: string): Command => ({
  file: "scriptor",
  args: ["-u", "-r", reader],
  debianPackage: "pcsc-tools",
});

/** Real ms, the start of an interpreter on a small computer included. */
const ANSWER_MS = 3000;

/** One command after the other to the card that a running scriptor has. */
export function apdusThrough(line: SerialLine, after: After, signal: AbortSignal): SendApdu {
  const replies = repliesOf(line, after, signal);
  return async (command) => {
    try {
      await line.write(commandLine(command));
      const { done, value } = await replies.next();
      return done === true ? null : value;
    } catch (error) {
      if (error instanceof DeviceLost) return null; // the card was taken away
      throw error;
    }
  };
}

async function* repliesOf(
  line: SerialLine,
  after: After,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, undefined> {
  let state = noReply;
  for await (const chunk of orSilence(line.chunks(signal), ANSWER_MS, after)) {
    if (chunk === null) return;
    const read = readReplies(state, chunk);
    state = read.state;
    yield* read.replies;
  }
}
