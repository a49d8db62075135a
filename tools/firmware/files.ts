import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Firmware } from "./build.ts";

export const firmwareFolder = fileURLToPath(new URL("../../edge/firmware", import.meta.url));
export const HEX_FILE = "qamama.hex";
export const DIGEST_FILE = `${HEX_FILE}.sha256`;

/** What is committed of a build, by file name. */
export function filesOf({ hex }: Pick<Firmware, "hex">): readonly (readonly [string, string])[] {
  const digest = createHash("sha256").update(hex).digest("hex");
  return [
    [HEX_FILE, hex],
    [DIGEST_FILE, `${digest}  ${HEX_FILE}\n`], // as `sha256sum --check` reads it
  ];
}
