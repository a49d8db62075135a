import { createHash } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { slug, utc } from "#contract/fields.ts";
import { utcTime } from "#contract/ids.ts";
import { writeFileAtomically } from "../keyring/atomic-file.ts";
import { kilobytesOf } from "./bytes.ts";
import type { CommandOf } from "./command.ts";
import type { AdminContext } from "./context.ts";
import { answer, type Outcome, refused } from "./reply.ts";

export const JOURNAL = "journal.db";
export const MANIFEST = "backup.json";
/** Without these a journal is of no use: no station would believe what is signed by others. */
export const KEY_FILES = ["root.key", "signing.key", "card.key"] as const;
/** Is there once a signing key has been replaced. */
export const PAST_KEYS = "past-keys.json";

const backedUp = z.strictObject({
  name: z.string().regex(/^[a-z][a-z.-]*$/),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** `backup.json`: what a backup holds. SQLite does not notice every flipped bit, so files have digests. */
export const manifest = z.strictObject({
  v: z.literal(1),
  scheme: slug,
  /** Nothing that came later is in it. */
  at: utc,
  files: z.array(backedUp),
});
export type Manifest = z.output<typeof manifest>;

/** A folder that holds all a gateway is, taken while it goes on working. */
export async function backUp(
  { target }: CommandOf<"backup">,
  context: AdminContext,
): Promise<Outcome> {
  if (existsSync(target)) {
    return refused(
      "target-exists",
      `${target} is already there: choose a new folder for the backup.`,
    );
  }
  if (!existsSync(dirname(target))) {
    return refused("no-folder", `There is no folder ${dirname(target)}: make it first.`);
  }
  // Half a backup must never look whole: it gets its name when it is complete.
  const unfinished = join(dirname(target), `.${basename(target)}.unfinished-${process.pid}`);
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    const { at, files } = await fill(unfinished, context);
    renameSync(unfinished, target);
    syncFolder(dirname(target));
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    return answer(
      { target, at, bytes },
      `Backed up to ${target} (${kilobytesOf(bytes)}), as of ${at}.`,
    );
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!isSystemError(error)) throw error;
    return refused("backup-failed", `The backup to ${target} failed: ${error.message}.`);
  }
}

async function fill(folder: string, { store, data, scheme, now }: AdminContext): Promise<Manifest> {
  // Taken before the copy: what the copy lacks can only be later, and stations send that again.
  const at = utcTime(now());
  await store.backup(join(folder, JOURNAL));
  const keys = [...KEY_FILES, ...(existsSync(join(data, PAST_KEYS)) ? [PAST_KEYS] : [])];
  for (const name of keys) copyFileSync(join(data, name), join(folder, name));
  const files: Manifest["files"] = [];
  for (const name of [JOURNAL, ...keys]) {
    syncFile(join(folder, name));
    files.push({ name, ...(await digestOf(join(folder, name))) });
  }
  const complete: Manifest = { v: 1, scheme: scheme.name, at, files };
  writeFileAtomically(join(folder, MANIFEST), `${JSON.stringify(complete, null, 2)}\n`);
  return complete;
}

/** Read in pieces: a journal may be larger than memory. */
export async function digestOf(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  const stream = createReadStream(file);
  await pipeline(stream, hash);
  return { bytes: stream.bytesRead, sha256: hash.digest("hex") };
}

/** Survives a power cut from here on. */
export function syncFile(file: string): void {
  const descriptor = openSync(file, "r+");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
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

export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error && typeof error.code === "string";
