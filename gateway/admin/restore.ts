import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { parseJson } from "#contract/json.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { syncFolder } from "../keyring/atomic-file.ts";
import type { Refusal } from "../registry/act.ts";
import { digestOf, JOURNAL, KEY_FILES, MANIFEST, type Manifest, manifest } from "./backup.ts";
import { isSystemError, syncFile } from "./new-folder.ts";
import type { OpenFolder } from "./open-folder.ts";
import { answer, type Outcome, refused } from "./reply.ts";

export type Restore = {
  readonly actor: string;
  /** The backup's folder. */
  readonly source: string;
  /** The new data folder: absent, or empty. Absolute. */
  readonly data: string;
  readonly openFolder: (data: string) => Promise<Result<OpenFolder, Refusal>>;
};

/**
 * Makes a data folder of a backup. What stations sent since then they send again: the journal notes
 * from when on, and their settings tell them. All is done beside the folder, which then gets its name:
 * a gateway can never start on half of it.
 */
export async function restore(wanted: Restore): Promise<Outcome> {
  const { source, data } = wanted;
  const read = readManifest(source);
  if (!read.ok) return read;
  const occupied = occupiedBy(data);
  if (occupied !== null) return fail(occupied);
  const staging = `${data}.restoring-${process.pid}`;
  try {
    mkdirSync(staging, { recursive: true, mode: 0o700 });
    const copied = await copyChecked(source, staging, read.value);
    if (copied !== null) return fail(copied);
    const noted = await noteRestore(wanted, staging, read.value);
    if (!noted.ok) return noted;
    renameSync(staging, data);
    syncFolder(dirname(data));
    const { at, scheme } = read.value;
    const text =
      `Restored ${data} as of ${at}. Start the gateway: stations send again what they sent since. ` +
      "What people did since then (cards, households, tariffs) must be done again.";
    return answer({ data, scheme, since: at }, text);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return refused("restore-failed", `The restore into ${data} failed: ${error.message}.`);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function readManifest(source: string): Result<Manifest, Refusal> {
  const file = join(source, MANIFEST);
  if (!existsSync(file)) {
    return refused("no-backup", `${source} is no backup: it has no ${MANIFEST}.`);
  }
  const json = parseJson(readFileSync(file));
  const parsed = json.ok ? manifest.safeParse(json.value) : null;
  if (parsed?.success !== true) {
    return refused("bad-manifest", `${file} cannot be read as a backup's list of files.`);
  }
  const names = parsed.data.files.map(({ name }) => name);
  const lacking = [JOURNAL, ...KEY_FILES].find((name) => !names.includes(name));
  if (lacking === undefined) return ok(parsed.data);
  return refused("incomplete", `The backup ${source} lacks ${lacking}: use another one.`);
}

function occupiedBy(data: string): Refusal | null {
  if (!existsSync(data)) return null;
  const empty = statSync(data).isDirectory() && readdirSync(data).length === 0;
  if (empty) return null;
  const message = `${data} is not empty: a restore needs a new folder, so name one with --data.`;
  return { code: "not-empty", message };
}

/** The copies are what is checked: a disk may fail at either end. */
async function copyChecked(
  source: string,
  staging: string,
  { files }: Manifest,
): Promise<Refusal | null> {
  for (const { name, sha256 } of files) {
    const copy = join(staging, name);
    if (!existsSync(join(source, name))) {
      return {
        code: "incomplete",
        message: `The backup ${source} lacks ${name}: use another one.`,
      };
    }
    copyFileSync(join(source, name), copy);
    chmodSync(copy, 0o600);
    syncFile(copy);
    if ((await digestOf(copy)).sha256 !== sha256) {
      const message = `${join(source, name)} is damaged: it is not what was backed up. Use another backup.`;
      return { code: "damaged", message };
    }
  }
  return null;
}

async function noteRestore(
  { actor, openFolder }: Restore,
  staging: string,
  { at: since }: Manifest,
): Promise<Result<unknown, Refusal>> {
  const opened = await openFolder(staging);
  if (!opened.ok) return opened;
  const { context, close } = opened.value;
  try {
    return await context.store.act({ kind: "restored", actor, at: context.now(), since });
  } finally {
    await close();
  }
}
