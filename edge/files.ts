import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** A file that an operator must mend: the message says which, and how. */
export class FileToMend extends Error {
  override readonly name = "FileToMend";
}

/** A file that only its owner may read, whole and on the disk when this returns, or not there at all. */
export function writeDurably(file: string, text: string): void {
  const draft = `${file}.draft`;
  rmSync(draft, { force: true });
  const handle = openSync(draft, "wx", 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  syncFolder(dirname(file));
}

/** A new name is durable only when its folder is. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return; // folders cannot be opened there
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
