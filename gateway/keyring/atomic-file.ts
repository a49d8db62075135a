import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/**
 * After a power cut the file holds all of the text or is as it was before: written beside its place,
 * synced, renamed, and the folder synced so that the new name lasts too. Readable by its owner only.
 *
 * @throws NodeJS.ErrnoException when the folder cannot be written to
 */
export function writeFileAtomically(file: string, text: string): void {
  const temporary = `${file}.tmp`;
  const descriptor = openSync(temporary, "w", 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
  syncFolder(dirname(file));
}

/** Windows has no handle on a folder; its rename is already written through. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
