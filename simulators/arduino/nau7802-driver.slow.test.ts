import { afterEach, describe, expect, it, vi } from "vitest";
import type { Sample } from "#edge/weighing/reading.ts";
import { attachNau7802, type Nau7802 } from "./nau7802.ts";
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

let heard: Heard<Sample>;
afterEach(async () => {
  await heard.stop();
  vi.useRealTimers();
});

function open(grams: () => number): BoardBed & { chip: Nau7802 } {
  let chip: Nau7802 | null = null;
  const bed = openBoardBed({
    hex: standardFirmata(),
    board: { firmware: "standard" },
    scale: { kind: "nau7802", ...INSTRUMENT, ...ADJUSTED },
    attach(uno) {
      chip = attachNau7802(uno, { counts: () => countsOf(grams()) });
    },
  });
  if (chip === null) throw new Error("no chip");
  return { ...bed, chip };
}

/** In virtual time, which a busy machine makes slow. */
describe("an NAU7802 behind the real StandardFirmata", { timeout: 120_000 }, () => {
  it("is read ten times a second, each time as it was", async () => {
    let grams = 0;
    const bed = open(() => grams);
    heard = bed.listen(bed.devices.scale);
    await bed.time.until(() => heard.events.length > 0);
    for (grams of [0, 1, 12_340, 59_999, -40]) {
      await bed.time.run(250);
      const from = heard.events.length;
      await bed.time.run(1000);
      const seen = gramsIn(heard.events.slice(from));
      expect(seen.length).toBeGreaterThanOrEqual(7);
      expect(new Set(seen)).toEqual(new Set([grams]));
    }
  });

  it("gives no weight while the chip is away, and weights again soon after it is back", async () => {
    let grams = 12_340;
    const bed = open(() => grams);
    heard = bed.listen(bed.devices.scale);
    await bed.time.until(() => heard.events.length > 5);
    bed.chip.unplug();
    grams = 20_000;
    const gone = heard.events.length;
    await bed.time.run(3000);
    expect(gramsIn(heard.events.slice(gone))).toEqual([]);
    expect(heard.states.at(-1)).toMatchObject({
      state: "lost",
      detail: expect.stringMatching(/NAU7802/),
    });
    bed.chip.plugIn();
    const backMs = bed.nowMs();
    await bed.time.until(() => gramsIn(heard.events.slice(gone)).length > 0);
    expect(bed.nowMs() - backMs).toBeLessThan(5000);
    expect(gramsIn(heard.events.slice(gone))).toEqual([20_000]);
  });

  it("takes no answer of before for one of now, at whatever moment the chip goes", async () => {
    let grams = 1000;
    const bed = open(() => grams);
    heard = bed.listen(bed.devices.scale);
    await bed.time.until(() => heard.events.length > 3);
    for (let moment = 0; moment < 8; moment += 1) {
      grams = 1000 + moment;
      await bed.time.until(() => gramsIn(heard.events).at(-1) === grams);
      await bed.time.run(moment * 13);
      bed.chip.unplug();
      grams = 50_000 + moment; // what was, is not any more
      const gone = heard.events.length;
      const madeBefore = bed.chip.conversions.length;
      await bed.time.run(400);
      expect(bed.chip.conversions.length).toBe(madeBefore);
      const late = gramsIn(heard.events.slice(gone));
      expect(late.every((it) => it === 1000 + moment)).toBe(true); // read just before it went
      expect(late.length).toBeLessThanOrEqual(1);
      bed.chip.plugIn();
      await bed.time.until(() => gramsIn(heard.events).at(-1) === grams);
    }
  });

  it.each([
    ["reset", 500, (bed: BoardBed) => bed.uno.reset("external"), () => {}],
    ["unplugged for 21 s", 21_000, (bed: BoardBed) => bed.cable.unplug(), plugIn],
  ])("gives no weight while the board is %s, and is back within 5 s", async (...given) => {
    const [, absenceMs, harm, mend] = given;
    let grams = 12_340;
    const bed = open(() => grams);
    heard = bed.listen(bed.devices.scale);
    await bed.time.until(() => heard.events.length > 5);
    harm(bed);
    grams = 20_000;
    const gone = heard.events.length;
    await bed.time.run(absenceMs);
    expect(gramsIn(heard.events.slice(gone))).toEqual([]);
    mend(bed);
    const backMs = bed.nowMs();
    await bed.time.until(() => gramsIn(heard.events.slice(gone)).length > 0);
    expect(bed.nowMs() - backMs).toBeLessThan(5000);
    expect(gramsIn(heard.events.slice(gone))).toEqual([20_000]);
    expect(heard.states.map(({ state }) => state)).toEqual(["ok", "lost", ...REOPENED(heard)]);
  });

  it("is found again where the board was told nonsense about its bus", async () => {
    const bed = open(() => 12_340);
    const front = bed.listen(bed.devices.board); // holds the board while the scale is lost
    heard = bed.listen(bed.devices.scale);
    await bed.time.until(() => heard.events.length > 2);
    bed.uno.serial.write(Uint8Array.from([0xf0, 0x76, 0x55, 0x10, 1, 0, 0xf7])); // read on and on
    await bed.time.run(5000);
    expect(heard.states.at(-1)?.state).toBe("lost");
    await bed.time.until(() => heard.states.at(-1)?.state === "ok", 30_000);
    await front.stop();
  });

  it("never gives a weight by another gain, offset or rate than it was adjusted with", async () => {
    const bed = open(() => 12_340);
    heard = bed.listen(bed.devices.scale);
    await bed.time.until(() => heard.events.length > 2);
    for (const [register, value] of [
      [0x01, 0x2c],
      [0x02, 0x80],
      [0x03, 0x01],
      [0x07, 0x40],
      [0x15, 0x00],
      [0x1b, 0x10],
      [0x1c, 0x00],
    ] as const) {
      bed.chip.registers[register] = value;
      await bed.time.run(2500);
    }
    expect(new Set(gramsIn(heard.events))).toEqual(new Set([12_340]));
    expect(heard.states.filter(({ state }) => state === "lost").length).toBeGreaterThanOrEqual(7);
  }, 60_000);
});

describe("the front of a board with StandardFirmata", () => {
  async function openFront() {
    const bed = openBoardBed({
      hex: standardFirmata(),
      board: { firmware: "standard", light_pin: 13 },
      attach: () => {},
    });
    const front = bed.listen(bed.devices.board);
    heard = { events: [], states: [], stop: front.stop };
    await bed.time.until(() => front.states.length > 0);
    return { bed, front };
  }

  it("is lost when the board has started anew, and opened again", async () => {
    const { bed, front } = await openFront();
    bed.uno.reset("external");
    await bed.time.until(() => front.states.length > 1);
    expect(front.states[1]?.detail).toMatch(/started anew/);
    await bed.time.until(() => front.states.at(-1)?.state === "ok");
  });

  it("is lost when the board says nothing any more", async () => {
    const { bed, front } = await openFront();
    bed.tampering.fromBoard = () => [];
    await bed.time.run(5000);
    expect(front.states[1]?.detail).toMatch(/says nothing any more/);
  });
});

const plugIn = ({ cable }: BoardBed) => cable.plugIn();

const REOPENED = ({ states }: Heard<Sample>) => {
  const rest = states.map(({ state }) => state).slice(2);
  return [...rest.slice(0, -1).map(() => "lost"), "ok"];
};
