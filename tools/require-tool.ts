import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** True where a test may use a program of the system, for `describe.runIf` and `it.runIf`. */
export function requireTool(
  tool: string,
  tested: string,
  { installed = isInstalled(tool), strict = process.env.CI === "true", say = console.warn } = {},
): boolean {
  if (installed) return true;
  const sentence = `${tool} is not installed, so ${tested} is not tested.`;
  if (strict) throw new Error(`${sentence} With CI=true that is a failure.`);
  say(`SKIPPED: ${sentence}`);
  return false;
}

/** Whether a command of this name stands in the PATH. */
export function isInstalled(tool: string): boolean {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
