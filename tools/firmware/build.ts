import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Another version may make other code of the same source. */
export const COMPILER_VERSION = "5.4.0";

/** Without debug information, the one place where paths would get into the program. */
const FLAGS = [
  "-mmcu=atmega328p",
  "-DF_CPU=16000000UL",
  "-std=gnu11",
  "-Os",
  "-Wall",
  "-Wextra",
  "-Werror",
  "-Wmissing-prototypes",
  "-ffunction-sections",
  "-fdata-sections",
  "-Wl,--gc-sections",
];

export type Firmware = {
  /** Intel HEX, lines ended as everywhere in the repository. */
  readonly hex: string;
  readonly flashBytes: number;
  /** Variables; what is left of 2048 is for the stack. */
  readonly ramBytes: number;
};

/** @throws Error when avr-gcc is missing, or refuses the source, with what it said */
export function buildFirmware(folder: string): Firmware {
  const scratch = mkdtempSync(join(tmpdir(), "qamama-firmware-"));
  const run = (program: string, ...args: readonly string[]) =>
    execFileSync(program, args, { cwd: folder, encoding: "utf8" });
  try {
    const [elf, hex] = [join(scratch, "qamama.elf"), join(scratch, "qamama.hex")];
    run("avr-gcc", ...FLAGS, "-o", elf, ...sourcesIn(folder));
    run("avr-objcopy", "-O", "ihex", "-R", ".eeprom", elf, hex);
    return {
      hex: readFileSync(hex, "utf8").replaceAll("\r\n", "\n"),
      ...sizesOf(run("avr-size", "-A", elf)),
    };
  } catch (error) {
    throw isMissing(error) ? new Error(HOW_TO_GET_IT, { cause: error }) : error;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The version of avr-gcc, or null where there is none. */
export function compilerVersion(): string | null {
  try {
    return execFileSync("avr-gcc", ["-dumpversion"], { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
}

const HOW_TO_GET_IT =
  "avr-gcc is missing, which makes the firmware. " +
  "On Debian: apt-get install --no-install-recommends gcc-avr avr-libc binutils-avr";

const isMissing = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

/** In an order of their own: the linker puts them one after the other. */
function sourcesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".c"))
    .sort();
}

/** @param table of avr-size, with a line for each section: its name, bytes and address */
function sizesOf(table: string): Pick<Firmware, "flashBytes" | "ramBytes"> {
  const bytes = (section: string) =>
    Number(new RegExp(`^\\${section} +(\\d+)`, "m").exec(table)?.[1] ?? 0);
  const data = bytes(".data");
  return {
    flashBytes: bytes(".text") + data,
    ramBytes: data + bytes(".bss") + bytes(".noinit"),
  };
}
