import { spawnSync } from "node:child_process";
import { AVR_LIBC, isInstalled, VPCD } from "./require-tool.ts";

/** A program, or a file by its whole path, that some tests need, and the Debian package that brings it. */
export type Tool = { readonly name: string; readonly package: string; readonly tested: string };

export const TOOLS: readonly Tool[] = [
  { name: "hledger", package: "hledger", tested: "the export's check by a foreign ledger" },
  { name: "chromium", package: "chromium", tested: "the page in a real browser" },
  { name: "pdftotext", package: "poppler-utils", tested: "the papers as a PDF reader has them" },
  { name: "pcsc_scan", package: "pcsc-tools", tested: "PC/SC readers by their own tools" },
  { name: "systemd-analyze", package: "systemd", tested: "what systemd says of the units" },
  { name: VPCD, package: "vsmartcard-vpcd", tested: "PC/SC readers by pcscd and a virtual one" },
  { name: "avr-gcc", package: "gcc-avr", tested: "that the firmware comes of its source" },
  { name: "avr-objcopy", package: "binutils-avr", tested: "that the firmware comes of its source" },
  { name: AVR_LIBC, package: "avr-libc", tested: "that the firmware comes of its source" },
];

/** The machine, as far as provisioning touches it. */
export type Machine = {
  readonly isRoot: boolean;
  readonly has: (program: string) => boolean;
  /** Runs a command in plain sight; true when it went well. */
  readonly run: (command: readonly string[]) => boolean;
  readonly say: (line: string) => void;
};

/**
 * Installs what tests need and the machine lacks, when we are root on a Debian; says so first.
 *
 * @returns what is still missing, each named with what goes untested
 */
export function provision(tools: readonly Tool[], machine: Machine): readonly Tool[] {
  const lacking = () => tools.filter(({ name }) => !machine.has(name));
  const missing = lacking();
  if (missing.length === 0) return [];
  const packages = missing.map((tool) => tool.package);
  if (machine.isRoot && machine.has("apt-get")) install(packages, machine);
  const still = lacking();
  for (const { name, tested } of still) {
    machine.say(`${name} is missing, so ${tested} is skipped.`);
  }
  if (still.length > 0) {
    machine.say(`On Debian: apt-get install --no-install-recommends ${packages.join(" ")}`);
  }
  return still;
}

function install(packages: readonly string[], { run, say }: Machine): void {
  say(`Installing Debian packages that tests need: ${packages.join(" ")}`);
  // A fresh machine has no lists of packages, and an old one has stale ones.
  if (!run(["apt-get", "update", "-q"])) return;
  run(["apt-get", "install", "-q", "-y", "--no-install-recommends", ...packages]);
}

export const thisMachine: Machine = {
  isRoot: process.getuid?.() === 0,
  has: isInstalled,
  run: ([program = "", ...args]) => {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    return spawnSync(program, args, { stdio: ["ignore", "inherit", "inherit"], env }).status === 0;
  },
  say: (line) => console.log(line),
};
