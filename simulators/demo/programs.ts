import { execFile } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Absolute path of a file of this repository. */
export const inRepository = (path: string) =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** For processes of ours: what the launcher has compiled need not be compiled again. */
export function environment(): NodeJS.ProcessEnv {
  const ownCache = getCompileCacheDir(); // below the folder that was asked for, by Node's version
  return ownCache === undefined
    ? process.env
    : { ...process.env, NODE_COMPILE_CACHE: dirname(ownCache) };
}

/**
 * Runs a program of the field as its user does.
 *
 * @returns what it prints
 * @throws Error with what it printed instead
 */
export async function runProgram(path: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [inRepository(path), ...args], {
    env: environment(),
  });
  return stdout;
}
