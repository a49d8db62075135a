import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statfsSync,
  statSync,
} from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import type { Reach } from "./broker.ts";
import type { Guarded } from "./files.ts";
import type { Holder, PortFacts } from "./port.ts";

/** Folders that the system shows itself in. */
export type SystemFolders = { readonly byId: string; readonly proc: string; readonly etc: string };
const LINUX: SystemFolders = { byId: "/dev/serial/by-id", proc: "/proc", etc: "/etc" };

export function portFacts(path: string, folders: SystemFolders = LINUX): PortFacts {
  const exists = existsSync(path);
  return {
    exists,
    mayOpen: exists && mayOpen(path),
    group: exists ? groupOf(path, folders.etc) : null,
    holders: exists ? holdersOf(path, folders.proc) : [],
    present: namesIn(folders.byId).map((name) => join(folders.byId, name)),
  };
}

function mayOpen(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function groupOf(path: string, etc: string): string | null {
  const { gid } = statSync(path);
  const lines = readOrNothing(join(etc, "group")).split("\n");
  const fields = lines.map((line) => line.split(":"));
  return fields.find(([, , number]) => number === `${gid}`)?.[0] ?? null;
}

/** Processes of other users hide what they have open; opening the port then says that it is locked. */
function holdersOf(path: string, proc: string): Holder[] {
  const real = realpathSync(path);
  return namesIn(proc)
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => hasOpen(join(proc, name, "fd"), real))
    .map((name) => ({
      pid: Number(name),
      command: readOrNothing(join(proc, name, "comm")).trim() || "unknown",
    }));
}

function hasOpen(folder: string, file: string): boolean {
  return namesIn(folder).some((name) => {
    try {
      return readlinkSync(join(folder, name)) === file;
    } catch {
      return false; // closed meanwhile
    }
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** @param folder may not be there yet: its nearest ancestor then has the room */
export function freeBytesFor(folder: string): number {
  if (!existsSync(folder)) return freeBytesFor(dirname(folder));
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

export function guardedAt(path: string): Guarded {
  return { path, mode: existsSync(path) ? statSync(path).mode & 0o777 : null };
}

/** The folder itself first, then the files in it. */
export function guardedIn(folder: string): readonly Guarded[] {
  return [guardedAt(folder), ...namesIn(folder).map((name) => guardedAt(join(folder, name)))];
}

const PATIENCE_MS = 5000;

export const reachByTcp: Reach = (host, port) =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    const end = (why: string | null) => {
      socket.destroy();
      resolve(why);
    };
    socket.once("connect", () => end(null));
    socket.once("timeout", () => end("no answer within 5 s"));
    socket.once("error", (error) => end(error.message || "no connection"));
  });
