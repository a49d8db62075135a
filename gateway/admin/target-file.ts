import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Known before anything is asked of the gateway. A file that is there is replaced. */
export function faultOfTarget(file: string): string | null {
  const folder = dirname(file);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    return `${file} is a folder: name a file in it.`;
  if (!existsSync(folder)) return `There is no folder ${folder}: make it first.`;
  try {
    accessSync(folder, constants.W_OK);
    return null;
  } catch {
    return `You may not write into the folder ${folder}.`;
  }
}
