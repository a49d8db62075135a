import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  type BinBed,
  type BinOptions,
  comeWithPlastic,
  confirm,
  dropIn,
  openBin,
} from "./bin-on-board.fixture.ts";
import { standardFirmata } from "./standard-firmata.ts";

const ours = readFileSync("edge/firmware/qamama.hex", "utf8");
const BUILDS: readonly (readonly [string, BinOptions])[] = [
  [
    "StandardFirmata and an NAU7802",
    { hex: standardFirmata(), amplifier: "nau7802", firmware: "standard" },
  ],
  ["our firmware and an HX711", { hex: ours, amplifier: "hx711", firmware: "qamama" }],
  ["our firmware and an NAU7802", { hex: ours, amplifier: "nau7802", firmware: "qamama" }],
];

let bed: BinBed;
afterEach(async () => {
  await bed.close();
  vi.useRealTimers();
});

describe.each(BUILDS)("a bin with %s", (_, build) => {
  it("hands in what was thrown in, to the division, and moves its lid for it", async () => {
    bed = await openBin(build);
    await bed.time.until(() => bed.lid.degrees() === 10); // closed, once it has seen the bin stand still
    await comeWithPlastic(bed);
    await bed.time.until(() => bed.lid.degrees() === 100);
    await dropIn(bed, 16_687);
    await confirm(bed);
    await bed.time.until(() => bed.lcd.lines()[0]?.trim() === "Took 4.680 kg");
    await bed.time.until(() => bed.lcd.lines()[1]?.trim() === "credit follows");
    await bed.time.until(() => bed.lid.degrees() === 10);
    expect(bed.deposits).toMatchObject([
      {
        ...{ stream: "plastic", gross: 16_680, tare: 12_000, net: 4680, capture: "scale" },
        scale: { id: "cell-1", division: 20, verified: false },
      },
    ]);
  }, 60_000);

  it("takes no weight of before after the board has started anew in the middle of it", async () => {
    bed = await openBin(build);
    await comeWithPlastic(bed);
    await dropIn(bed, 16_000);
    bed.uno.reset("watchdog");
    bed.load(15_000); // what was, is not any more
    await bed.time.until(() => bed.agent.health().scale.state !== "ok");
    const lostMs = bed.nowMs();
    await bed.time.until(() => bed.agent.health().scale.state === "ok");
    expect(bed.nowMs() - lostMs).toBeLessThan(5000);
    await bed.time.run(4000);
    // Who threw what in while nobody could see is not known: it is no visitor's.
    expect(bed.deposits).toEqual([]);
  }, 60_000);
});
