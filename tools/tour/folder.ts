import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inRepository } from "#simulators/demo/programs.ts";

/** A program in a terminal of its own. */
export type Terminal = {
  /** What it has printed so far. */
  printed(): string;
  /** @param look is given that, now and whenever there is more */
  onPrinted(look: (text: string) => void): void;
  /** Resolves once it has printed that. */
  prints(words: RegExp): Promise<RegExpExecArray>;
  ctrlC(): Promise<void>;
};

/** An empty folder with the little of the repository that `npm run` needs to be found there. */
export type TourFolder = {
  /** @returns what a shell printed @throws Error with all of that, when a command failed */
  run(commands: string): Promise<string>;
  open(command: string): Terminal;
  edit(file: string, change: (text: string) => string): void;
  close(): Promise<void>;
};

export function openTourFolder(): TourFolder {
  const folder = mkdtempSync(join(tmpdir(), "qamama-tour-"));
  for (const name of ["package.json", ".npmrc", "tools", "docs"]) {
    symlinkSync(inRepository(name), join(folder, name));
  }
  const terminals: Terminal[] = [];
  return {
    async run(commands) {
      const { printed, exited } = start(`set -euo pipefail\n${commands}`, folder);
      const code = await exited;
      if (code === 0) return printed();
      throw new Error(`ended with ${code}:\n${commands}${printed()}`);
    },
    open(command) {
      const terminal = terminalOf(start(`exec ${command}`, folder));
      terminals.push(terminal);
      return terminal;
    },
    edit(file, change) {
      const path = join(folder, file);
      writeFileSync(path, change(readFileSync(path, "utf8")));
    },
    async close() {
      await Promise.all(terminals.map((terminal) => terminal.ctrlC()));
      rmSync(folder, { recursive: true });
    },
  };
}

type Started = {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  printed(): string;
  onPrinted(look: (text: string) => void): void;
};

/** In a process group of its own, as a terminal's commands are. */
function start(commands: string, cwd: string): Started {
  const child = spawn("bash", ["-c", commands], {
    cwd,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const lookers: ((text: string) => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      for (const look of lookers) look(text);
    });
  }
  const exited = new Promise<number | null>((resolve) => child.on("close", resolve));
  const onPrinted: Started["onPrinted"] = (look) => {
    lookers.push(look);
    look(text);
  };
  return { child, exited, printed: () => text, onPrinted };
}

function terminalOf({ child, exited, printed, onPrinted }: Started): Terminal {
  return {
    printed,
    onPrinted,
    prints(words) {
      const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
      onPrinted((text) => {
        const found = words.exec(text);
        if (found !== null) resolve(found);
      });
      void exited.then((code) => reject(new Error(`ended with ${code}:\n${printed()}`)));
      return promise;
    },
    async ctrlC() {
      const runs = child.exitCode === null && child.signalCode === null;
      if (runs && child.pid !== undefined) process.kill(-child.pid, "SIGINT");
      await exited;
    },
  };
}
