import { describe, expect, it } from "vitest";
import { requireTool } from "../../tools/require-tool.ts";
import { openFirmware } from "./firmware.fixture.ts";
import { firmwareWith } from "./firmware-variant.fixture.ts";

const isThere = requireTool("avr-gcc", "that the watchdog starts a hung firmware again");

const WATCHDOG = 8;
const HANGS_AFTER_MS = 700;

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
