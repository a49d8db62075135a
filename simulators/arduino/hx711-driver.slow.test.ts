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

  it("takes a message once, however often it comes, and however late", async () => {
    let at = 0;
    const bed = open(() => {
      at += 7;
      return countsOf(at);
    });
    heard = bed.listen(bed.devices.scale);
    await bed.time.run(500);
    const old: number[][] = [];
    bed.tampering.fromBoard = (message) => {
      if (message[1] !== WEIGHT) return [message];
      old.push([...message]);
      return [message, message, old.at(-5) ?? message];
    };
    await bed.time.run(1000);
    const seen = gramsIn(heard.events);
    expect(seen.length).toBeGreaterThan(80);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("says that something is missing where a message is lost or is not whole", async () => {
    const bed = open(() => countsOf(1000));
    heard = bed.listen(bed.devices.scale);
    await bed.time.run(500);
    for (const harm of [() => [], (it: readonly number[]) => [it.with(7, (it[7] ?? 0) ^ 1)]]) {
      const from = heard.events.length;
      let weights = 0;
      bed.tampering.fromBoard = (message) => {
        if (message[1] !== WEIGHT) return [message];
        weights += 1;
        return weights === 5 ? harm(message) : [message];
      };
      await bed.time.run(200);
      const readings = heard.events.slice(from).map(({ reading }) => reading.ok);
      expect(readings.slice(0, 4)).toEqual([true, true, true, true]);
      expect(readings[4]).toBe(false);
      expect(readings.at(-1)).toBe(true);
    }
  });

  it("is opened again when the board has not heard the station: its lid may be elsewhere", async () => {
    const bed = openBoardBed({
      hex: firmware,
      board: { firmware: "qamama", lid: { pin: 9 } },
      attach: () => {},
    });
    const front = bed.listen(bed.devices.board);
    heard = { events: [], states: [], stop: front.stop };
    await bed.time.run(1000);
    expect(front.states).toMatchObject([{ state: "ok" }]);
    bed.tampering.isDeaf = true;
    await bed.time.until(() => front.states.length > 1);
    expect(front.states[1]).toMatchObject({
      state: "lost",
      detail: expect.stringMatching(/did not hear the station/),
    });
  });

  it("is opened again when the board has started anew and its greeting was lost", async () => {
    const bed = openBoardBed({
      hex: firmware,
      board: { firmware: "qamama", light_pin: 13 },
      attach: () => {},
    });
    const front = bed.listen(bed.devices.board);
    heard = { events: [], states: [], stop: front.stop };
    await bed.time.run(1500);
    bed.tampering.fromBoard = (message) => (message[1] === ALIVE ? [message] : []);
    bed.uno.reset("external");
    await bed.time.run(1100);
    expect(front.states[1]?.detail).toMatch(/started anew/);
  });

  it("is refused, with a sentence, where the board runs another firmware", async () => {
    const bed = open(() => countsOf(0), standardFirmata());
    heard = bed.listen(bed.devices.scale);
    await bed.time.until(() => heard.states.length > 0);
    expect(heard.states[0]?.detail).toMatch(/it runs "StandardFirmata.*edge\/firmware/);
    expect(heard.events).toEqual([]);
  });
});

const [WEIGHT, ALIVE] = [0x01, 0x02];

const plugIn = ({ cable }: BoardBed) => cable.plugIn();
