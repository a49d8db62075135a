import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Sample } from "#edge/weighing/reading.ts";
import { attachHx711, type Hx711 } from "./hx711.ts";
import { standardFirmata } from "./standard-firmata.ts";
import {
  ADJUSTED,
  type BoardBed,
  countsOf,
  gramsIn,
  type Heard,
  INSTRUMENT,
  openBoardBed,
} from "./station-on-board.fixture.ts";

const firmware = readFileSync("edge/firmware/qamama.hex", "utf8");
let heard: Heard<Sample>;
afterEach(async () => {
  await heard.stop();
  vi.useRealTimers();
});

type Amplified = BoardBed & { readonly amplifier: Hx711 };

function open(counts: () => number, hex = firmware): Amplified {
  let amplifier: Hx711 | null = null;
  const bed = openBoardBed({
    hex,
    board: { firmware: "qamama" },
    scale: { kind: "hx711", ...INSTRUMENT, ...ADJUSTED },
    attach(uno) {
      amplifier = attachHx711(uno, { dout: 11, sck: 12, counts });
    },
  });
  if (amplifier === null) throw new Error("no amplifier");
  return { ...bed, amplifier };
}

describe("an HX711 behind our firmware", () => {
  it("gives each conversion once, in its turn", async () => {
    let at = 0;
    const bed = open(() => {
      at += 7;
      return countsOf(at);
    });
    heard = bed.listen(bed.devices.scale);
    await bed.time.run(3000);
    const seen = gramsIn(heard.events);
    expect(seen.length).toBeGreaterThan(180);
    const made = bed.amplifier.conversions.map(({ counts }) => (counts - 84_000) / 20);
    expect(made.join(" ")).toContain(seen.join(" "));
    expect(seen.at(-1)).toBeGreaterThanOrEqual(made.at(-3) ?? Infinity); // and does not lag
    expect(heard.events.every(({ reading }) => reading.ok)).toBe(true);
  });

  it("says overload and underload where the converter is at its ends", async () => {
    let counts = 0x7f_ff_ff;
    const bed = open(() => counts);
    heard = bed.listen(bed.devices.scale);
    await bed.time.run(500);
    expect(heard.events.at(-1)?.reading).toMatchObject({ problem: { code: "overload" } });
    counts = -0x80_00_00;
    await bed.time.run(100);
    expect(heard.events.at(-1)?.reading).toMatchObject({ problem: { code: "underload" } });
    expect(gramsIn(heard.events)).toEqual([]);
  });

  it("says when the amplifier is gone, and weighs on when it is back", async () => {
    let grams = 1000;
    const bed = open(() => countsOf(grams));
    heard = bed.listen(bed.devices.scale);
    await bed.time.run(1000);
    bed.amplifier.unplug();
    grams = 2000;
    await bed.time.run(50);
    const gone = heard.events.length;
    await bed.time.run(3000);
    expect(gramsIn(heard.events.slice(gone))).toEqual([]);
    expect(heard.events.at(-1)?.reading).toMatchObject({ problem: { code: "no-signal" } });
    bed.amplifier.plugIn();
    await bed.time.run(1000);
    expect(new Set(gramsIn(heard.events.slice(gone)))).toEqual(new Set([2000]));
    expect(heard.states.map(({ state }) => state)).toEqual(["ok"]);
  });

  it.each([
    ["starts anew", 0, ({ uno }: BoardBed) => uno.reset("watchdog"), () => {}],
    ["is unplugged for 21 s", 21_000, ({ cable }: BoardBed) => cable.unplug(), plugIn],
  ])("gives nothing of before when the board %s, and is back within 5 s", async (...given) => {
    const [, absenceMs, harm, mend] = given;
    let grams = 1000;
    const bed = open(() => countsOf(grams));
    heard = bed.listen(bed.devices.scale);
    await bed.time.run(1000);
    harm(bed);
    grams = 2000;
    const gone = heard.events.length;
    await bed.time.run(absenceMs);
    mend(bed);
    const backMs = bed.nowMs();
    await bed.time.until(() => gramsIn(heard.events.slice(gone)).length > 20);
    expect(bed.nowMs() - backMs).toBeLessThan(5000);
    expect(new Set(gramsIn(heard.events.slice(gone)))).toEqual(new Set([2000]));
    expect(heard.states.map(({ state }) => state)).toContain("lost");
  });

  it("is refused, with a sentence, where the board runs another firmware", async () => {
    const bed = open(() => countsOf(0), standardFirmata());
    heard = bed.listen(bed.devices.scale);
    await bed.time.until(() => heard.states.length > 0);
    expect(heard.states[0]?.detail).toMatch(/it runs "StandardFirmata.*edge\/firmware/);
    expect(heard.events).toEqual([]);
  });
});

const plugIn = ({ cable }: BoardBed) => cable.plugIn();
