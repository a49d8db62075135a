import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { Grams } from "#contract/units.ts";
import { fakePorts, fakeTimer, settled } from "../drivers/fake.ts";
import { scaleOf, scaleSection } from "../drivers/registry.ts";
import { weighingBy, weighingConfig } from "../weighing/config.ts";
import { type Gauge, openGauge } from "./gauge.ts";
import { openTerminal } from "./terminal.ts";
import { words } from "./text.ts";
import { walk } from "./walk.ts";

const PATH = "/dev/scale";
const section = z.parse(scaleSection, {
  ...{ kind: "mt-sics", path: PATH, id: "platform-1", division: 10, max_grams: 60_000 },
  calibration: "2026-09-01",
});
const { instrument } = section;

/** Somebody who does as asked on a scale that errs, and who types these lines. */
async function walked(lines: string[], errs: (grams: number) => number, weights: string | null) {
  const said: string[] = [];
  let [load, zeroed] = [0, 0];
  const gauge: Gauge = { settled: async () => Grams(errs(load)), close: async () => {} };
  const person = {
    say: (text: string) => void said.push(text),
    async ask(text: string) {
      said.push(text);
      load = Number(/^Put on (\d+) g/.exec(text)?.[1] ?? 0);
      return lines.shift() ?? "";
    },
  };
  const report = await walk({
    ...{ person, gauge, instrument, weights, say: words.en },
    setZero: async () => {
      zeroed += 1;
    },
  });
  return { said, report, zeroed };
}

describe("a walk through a calibration", () => {
  it("sets zero, then has each weight three times, with the empty scale between", async () => {
    const { said, report, zeroed } = await walked([], (grams) => grams, "5000,20000");
    expect(zeroed).toBe(1);
    expect(said.filter((text) => text.startsWith("Put on"))).toEqual([
      ...[1, 2, 3].map((turn) => `Put on 5000 g (${turn} of 3), then press Enter.`),
      ...[1, 2, 3].map((turn) => `Put on 20000 g (${turn} of 3), then press Enter.`),
    ]);
    expect(said.filter((text) => text.startsWith("Take it off"))).toHaveLength(6);
    expect(report.faults).toEqual([]);
  });

  it("asks for the weights where none were given", async () => {
    const { said, report } = await walked(["10000"], (grams) => grams, null);
    expect(said[0]).toBe("Which known weights are there, in grams? (near 30000, 60000)");
    expect(report.weights.map(({ weight }) => weight)).toEqual([10_000]);
  });

  it("says what is wrong, and what to do", async () => {
    const { said, report } = await walked([], (grams) => Math.round(grams * 1.01), "5000");
    expect(report.faults).toEqual([{ what: "error", weight: 5000 }]);
    expect(said.at(-1)).toBe("It is wrong at 5000 g: have it adjusted, and verified again.");
  });

  it("refuses weights that are none", async () => {
    await expect(walked([], (grams) => grams, "5 kg")).rejects.toThrow(/do not serve: "kg"/);
  });

  it("has all of its words in Arabic", () => {
    expect(Object.keys(words.ar)).toEqual(Object.keys(words.en));
    const weight = { weight: Grams(1), error: Grams(2), spread: Grams(3), limit: Grams(4) };
    expect(words.ar.weight(weight)).toMatch(/1.*2.*3.*4/);
  });
});

describe("a gauge", () => {
  async function start() {
    const [far, timer] = [fakePorts(), fakeTimer()];
    let now = 0;
    const tools = { ports: far, after: timer.after, uptimeMs: () => now };
    const seen: number[] = [];
    const gauge = openGauge({
      scale: await scaleOf(section, tools).open(),
      config: weighingBy(instrument, weighingConfig.parse({})),
      after: timer.after,
      onReading: (grams) => seen.push(grams),
    });
    await settled();
    const shows = async (text: string, times = 20) => {
      for (let turn = 0; turn < times; turn += 1) {
        now += 100;
        far.at(PATH).send(`${text}\r\n`);
        await settled();
      }
    };
    return { gauge, shows, seen, far, timer };
  }

  it("gives what stood still from then on, and nothing of before", async () => {
    const { gauge, shows, seen } = await start();
    await shows("S S      5.000 kg");
    const asked = gauge.settled();
    await shows("S D      5.200 kg", 3);
    await shows("S S      9.990 kg");
    expect(await asked).toBe(9990);
    expect(seen).toContain(5200);
    await gauge.close();
  });

  it("gives zero, and what is below it", async () => {
    const { gauge, shows } = await start();
    for (const [text, grams] of [
      ["S S      0.000 kg", 0],
      ["S S     -0.020 kg", -20],
    ] as const) {
      const asked = gauge.settled();
      await shows(text);
      expect(await asked).toBe(grams);
    }
    await gauge.close();
  });

  it("gives up after a minute, and says what the scale shows", async () => {
    const { gauge, shows, timer } = await start();
    const asked = gauge.settled();
    const refused = expect(asked).rejects.toThrow(/within a minute; it shows: overload/);
    await timer.pass(59_000);
    await shows("S +");
    await timer.pass(1000);
    await refused;
    await gauge.close();
  });

  it("says so when the scale is gone", async () => {
    const { gauge, far } = await start();
    const refused = expect(gauge.settled()).rejects.toThrow(/The scale is gone/);
    far.at(PATH).unplug();
    await refused;
    await expect(gauge.settled()).rejects.toThrow(/The scale is gone/);
    await gauge.close();
  });
});

describe("a terminal", () => {
  it("asks line by line, and stops where nobody answers", async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const terminal = openTerminal(input, output);
    input.end(" 5000 \n\n");
    expect([await terminal.ask("Which?"), await terminal.ask("So?")]).toEqual(["5000", ""]);
    await expect(terminal.ask("And?")).rejects.toThrow(/Nobody answers/);
    expect(output.read().toString()).toBe("Which?\nSo?\nAnd?\n");
  });
});
