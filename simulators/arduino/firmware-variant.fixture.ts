// For tests: our firmware with something wrong in it. Where it is used, avr-gcc is needed.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFirmware } from "../../tools/firmware/build.ts";
import { firmwareFolder } from "../../tools/firmware/files.ts";

const LOOP_END = "        sleep();\n";

/** @param line of C that its loop does after all else. @returns the firmware as Intel HEX */
export function firmwareWith(line: string): string {
  const folder = mkdtempSync(join(tmpdir(), "qamama-variant-"));
  try {
    cpSync(firmwareFolder, folder, { recursive: true });
    const main = join(folder, "main.c");
    const source = readFileSync(main, "utf8");
    if (!source.includes(LOOP_END)) throw new Error("main.c has no such loop any more");
    writeFileSync(main, source.replace(LOOP_END, `${LOOP_END}        ${line}\n`));
    return buildFirmware(folder).hex;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
