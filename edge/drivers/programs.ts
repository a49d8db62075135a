import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { DeviceLost, type SerialLine } from "./driver.ts";

/** A program that speaks for a device: its standard input and output are the line. */
export type Programs = {
  /** @throws DeviceLost where it cannot be started; says which Debian package has it */
  open(command: Command): Promise<SerialLine>;
};

export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  /** Where Debian has it. */
  readonly debianPackage: string;
};

/** What a program may still say on its way out is only of use for the reason. */
const LAST_WORDS = 200;

/** Programs of this computer. Each is ended with its line. */
export const systemPrograms: Programs = {
  async open(command) {
    const child = spawn(command.file, command.args);
    child.stdin.on("error", () => {}); // it died: the reading says so
    await once(child, "spawn").catch((error) => {
      throw cannotStart(command, error);
    });
    const complaint = lastWordsOf(child.stderr);
    const exited = once(child, "close");
    const close = async () => {
      child.kill("SIGKILL"); // it holds nothing that it would have to save
      await exited;
    };
    return {
      write: (text) => writeTo(command, child, text),
      chunks: (signal) => chunksOf({ command, child, signal, complaint, exited }),
      close,
    };
  },
};

function cannotStart({ file, debianPackage }: Command, cause: unknown): DeviceLost {
  const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  const why = isMissing
    ? `is not installed: apt-get install ${debianPackage}`
    : `cannot be started: ${cause instanceof Error ? cause.message : cause}`;
  return new DeviceLost(`${file} ${why}`, { cause });
}

async function writeTo(
  { file }: Command,
  { stdin }: ChildProcessWithoutNullStreams,
  text: string,
): Promise<void> {
  if (!stdin.writable) throw new DeviceLost(`${file} has ended`);
  stdin.write(text, "latin1");
}

type Reading = {
  readonly command: Command;
  readonly child: ChildProcessWithoutNullStreams;
  readonly signal: AbortSignal;
  readonly complaint: () => string;
  readonly exited: Promise<unknown>;
};

async function* chunksOf(reading: Reading): AsyncGenerator<Uint8Array> {
  const { command, child, signal, complaint, exited } = reading;
  const end = () => void child.kill();
  signal.addEventListener("abort", end, { once: true });
  try {
    for await (const chunk of child.stdout) {
      if (signal.aborted) return;
      yield Buffer.from(chunk);
    }
    await exited; // so that all of its complaint is there
    if (!signal.aborted && !child.killed)
      throw new DeviceLost(`${command.file} has ended: ${complaint() || "it did not say why"}`);
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}

function lastWordsOf(stream: Readable): () => string {
  let words = "";
  stream.on("data", (chunk) => {
    words = `${words}${chunk}`.slice(-LAST_WORDS);
  });
  return () => words.trim().split("\n").at(-1) ?? "";
}
