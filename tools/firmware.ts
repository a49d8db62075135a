import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildFirmware, COMPILER_VERSION, compilerVersion } from "./firmware/build.ts";
import { filesOf, firmwareFolder } from "./firmware/files.ts";

/** `npm run firmware`: makes edge/firmware/qamama.hex, and its digest, of the source beside it. */
const FLASH_BYTES = 32_256; // an Uno's bootloader has the rest
const RAM_BYTES = 2048;

const version = compilerVersion();
if (version !== null && version !== COMPILER_VERSION) {
  console.error(
    `avr-gcc is ${version}; the committed file is of ${COMPILER_VERSION}: expect another digest.`,
  );
}
try {
  const built = buildFirmware(firmwareFolder);
  for (const [name, text] of filesOf(built)) {
    writeFileSync(join(firmwareFolder, name), text);
    console.log(`Wrote edge/firmware/${name}.`);
  }
  console.log(`flash ${shareOf(built.flashBytes, FLASH_BYTES)}`);
  console.log(`RAM   ${shareOf(built.ramBytes, RAM_BYTES)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function shareOf(bytes: number, all: number): string {
  return `${bytes} of ${all} bytes (${Math.round((100 * bytes) / all)} %)`;
}
