import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** What pcscd reads to know the virtual reader of vsmartcard-vpcd, a package that has no program. */
export const VPCD = "/etc/reader.conf.d/vpcd";

/** A file of avr-libc, a package that has no program. */
export const AVR_LIBC = "/usr/lib/avr/include/avr/io.h";

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

/** Whether a command of this name stands in the PATH, or a file has this whole path. */
export function isInstalled(tool: string): boolean {
  if (isAbsolute(tool)) return existsSync(tool);
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
