import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Absolute path of a file of this repository. */
export const inRepository = (path: string) =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * Runs a program of the field as its user does.
 *
 * @returns what it prints
 * @throws Error with what it printed instead
 */
export async function runProgram(path: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [inRepository(path), ...args]);
  return stdout;
}
