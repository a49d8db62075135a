import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildFirmware } from "../../tools/firmware/build.ts";
import { firmwareFolder } from "../../tools/firmware/files.ts";
import { requireTool } from "../../tools/require-tool.ts";
import { openFirmware } from "./firmware.fixture.ts";

const isThere = requireTool("avr-gcc", "that the watchdog starts a hung firmware again");

const WATCHDOG = 8;
const HANGS_AFTER_MS = 700;
const LOOP_END = "        sleep();\n";

/** Our firmware, with a line more at the end of its loop. */
function firmwareWith(line: string): string {
  const folder = mkdtempSync(join(tmpdir(), "qamama-hung-"));
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

const greetings = (bench: ReturnType<typeof openFirmware>) =>
  bench.heard.filter(({ bytes }) => bytes[0] === 0xf9).map(({ atMs }) => atMs);

describe.runIf(isThere)("the watchdog", () => {
  it.each([
    ["whose loop stands still", "for (;;);"],
    ["that stands still without interrupts", "cli(); for (;;);"],
    ["whose clock stopped", "TIMSK2 = 0;"],
    ["whose sender stopped", "UCSR0B &= ~_BV(UDRIE0);"],
  ])("starts a firmware again %s", (_, trouble) => {
    const hex = firmwareWith(`if (clock_ms() > ${HANGS_AFTER_MS}) { ${trouble} }`);
    const bench = openFirmware(() => {}, hex);
    bench.runMs(4200);
    const [first = 0, second = 0, ...more] = greetings(bench);
    expect(first).toBeLessThan(20);
    expect(second - first).toBeGreaterThan(HANGS_AFTER_MS + 900);
    expect(second - first).toBeLessThan(HANGS_AFTER_MS + 1600);
    expect(more).toHaveLength(1); // it hangs and starts again
    const [before, after] = bench.alives();
    expect(before).toMatchObject({ boot: 0, cause: 1 });
    expect(after).toMatchObject({ boot: 1, cause: WATCHDOG });
  });
});

describe("the firmware", () => {
  it("is not started again while it is well, for a minute", () => {
    const bench = openFirmware();
    bench.runMs(60_000);
    expect(greetings(bench)).toHaveLength(1);
    expect(bench.alives().length).toBeGreaterThanOrEqual(119);
  });
});
