import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { requireTool } from "../require-tool.ts";
import { buildFirmware, COMPILER_VERSION, compilerVersion } from "./build.ts";
import { filesOf, firmwareFolder } from "./files.ts";

const isThere = requireTool(
  `avr-gcc ${COMPILER_VERSION}`,
  "that the committed firmware comes of its source",
  { installed: compilerVersion() === COMPILER_VERSION },
);

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The source, at another path. */
function copyOfSource(): string {
  const folder = mkdtempSync(join(tmpdir(), "another-place-"));
  folders.push(folder);
  cpSync(firmwareFolder, folder, { recursive: true });
  return folder;
}

describe.runIf(isThere)("the firmware", () => {
  it("that is committed is what its source makes anywhere, byte for byte", () => {
    for (const [name, text] of filesOf(buildFirmware(copyOfSource()))) {
      expect(readFileSync(join(firmwareFolder, name), "utf8"), name).toBe(text);
    }
  });

  it("leaves half of the RAM to the stack", () => {
    expect(buildFirmware(firmwareFolder).ramBytes).toBeLessThan(1024);
  });
});

describe("npm run firmware", () => {
  it("says how to get avr-gcc where it is missing", () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, "../firmware.ts")],
      { encoding: "utf8", env: { PATH: "" } },
    );
    expect(stderr).toMatch(/^avr-gcc is missing.*apt-get install .*gcc-avr avr-libc/);
    expect(status).toBe(1);
  });
});

describe("the digest of the firmware", () => {
  it("is that of the file", () => {
    const hex = readFileSync(join(firmwareFolder, "qamama.hex"), "utf8");
    const digest = readFileSync(join(firmwareFolder, "qamama.hex.sha256"), "utf8");
    expect(filesOf({ hex }).at(-1)).toEqual(["qamama.hex.sha256", digest]);
  });
});
