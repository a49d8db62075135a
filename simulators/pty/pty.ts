import { type IPty, spawn } from "@lydell/node-pty";

/** The far end of a serial line; a program opens the near end by `path`, as it would a USB adapter. */
export type Pty = {
  /** `/dev/pts/N` */
  readonly path: string;
  write(bytes: Uint8Array): void;
  /** Bytes as the near end wrote them. @returns a function that ends the listening */
  onData(listener: (bytes: Uint8Array) => void): () => void;
  /** Unplugs: the near end sees its device vanish. */
  close(): Promise<void>;
};

/**
 * A pty starts in cooked mode, in which RDM6300's ETX (03) is a Ctrl-C to whatever sleeps on it and MT-SICS
 * comes back as an echo: `raw` first, and nothing is sent before the shell has said (by the path) that it is.
 * The sleeper keeps the near end open while no program has it, so that the far end is never hung up.
 */
const HOLDER = "stty raw -echo && tty && exec sleep infinity";

/** @throws Error when the system gives no pseudo-terminal */
export async function openPty(): Promise<Pty> {
  const terminal = spawnRaw("sh", ["-c", HOLDER]);
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const exited = new Promise<void>((resolve) => terminal.onExit(() => resolve()));
  const path = await firstLine(terminal, exited);
  terminal.onData((data) => {
    for (const listener of listeners) listener(data);
  });
  return {
    path,
    write: (bytes) => terminal.write(bytes),
    onData(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      terminal.kill("SIGKILL");
      await exited;
    },
  };
}

/** What node-pty's terminal is with `encoding: null`; its types know strings only. */
type RawTerminal = Pick<IPty, "kill" | "onExit"> & {
  write(bytes: Uint8Array): void;
  onData(listener: (bytes: Uint8Array) => void): { dispose(): void };
};

function spawnRaw(file: string, args: string[]): RawTerminal {
  const terminal = spawn(file, args, { encoding: null, env: { PATH: process.env.PATH } });
  return terminal as unknown as RawTerminal;
}

function firstLine(terminal: RawTerminal, exited: Promise<void>): Promise<string> {
  let text = "";
  return new Promise((resolve, reject) => {
    const heard = terminal.onData((bytes) => {
      text += Buffer.from(bytes).toString("latin1");
      if (!text.includes("\n")) return;
      heard.dispose();
      resolve(text.trim());
    });
    void exited.then(() => reject(new Error(`no pseudo-terminal: ${text.trim()}`)));
  });
}
