import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ok, type Result } from "#contract/result.ts";
import { syncFolder } from "../keyring/atomic-file.ts";
import type { Refusal } from "../registry/act.ts";
import { refused } from "./reply.ts";

/**
 * A folder that is there whole or not at all: it gets its name when `fill` is done.
 *
 * @param asked `what` it is, in one word: a backup, an export
 * @param fill writes the files, each synced, into the folder that it is given
 * @returns what `fill` returns
 */
export async function makeFolder<Value>(
  { target, what }: { readonly target: string; readonly what: string },
  fill: (folder: string) => Promise<Value>,
): Promise<Result<Value, Refusal>> {
  if (existsSync(target)) {
    const message = `${target} is already there: choose a new folder for the ${what}.`;
    return refused("target-exists", message);
  }
  if (!existsSync(dirname(target))) {
    return refused("no-folder", `There is no folder ${dirname(target)}: make it first.`);
  }
  const unfinished = join(dirname(target), `.${basename(target)}.unfinished-${process.pid}`);
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    const filled = await fill(unfinished);
    renameSync(unfinished, target);
    syncFolder(dirname(target));
    return ok(filled);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!isSystemError(error)) throw error;
    return refused(`${what}-failed`, `The ${what} to ${target} failed: ${error.message}.`);
  }
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

export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error && typeof error.code === "string";
