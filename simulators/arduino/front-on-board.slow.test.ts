import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Face } from "#edge/drivers/board/face.ts";
import type { KeyPress } from "#edge/drivers/panel/keypad.ts";
import { attachButton } from "./buttons.ts";
import { attachLcd } from "./lcd.ts";
import { attachServo } from "./servo.ts";
import { standardFirmata } from "./standard-firmata.ts";
import { type BoardBed, type Heard, openBoardBed } from "./station-on-board.fixture.ts";
import { openUno, type Uno } from "./uno.ts";

const FIRMWARES = [
  ["StandardFirmata", { hex: standardFirmata(), firmware: "standard" }],
  ["our firmware", { hex: readFileSync("edge/firmware/qamama.hex", "utf8"), firmware: "qamama" }],
] as const;

type Build = (typeof FIRMWARES)[number][1];
const LIGHT_PIN = 13;

const heard: Heard<unknown>[] = [];
afterEach(async () => {
  for (const one of heard.splice(0)) await one.stop();
  vi.useRealTimers();
});

const hangOn = (uno: Uno) => ({
  lcd: attachLcd(uno, { columns: 16, rows: 2 }),
  lid: attachServo(uno, 9),
  ok: attachButton(uno, 6),
});

type FrontBed = BoardBed &
  ReturnType<typeof hangOn> & {
    readonly face: Face;
    readonly front: Heard<never>;
    readonly keys: Heard<KeyPress>;
  };

async function openFront({ hex, firmware }: Build): Promise<FrontBed> {
  let hung = hangOn(openUno(hex));
  const bed = openBoardBed({
    hex,
    board: { firmware, light_pin: LIGHT_PIN, lid: { pin: 9, on_loss: "stay" }, lcd: {} },
    keypad: { kind: "buttons", stream_pins: [2], ok_pin: 6, cancel_pin: 7 },
    attach(uno) {
      hung = hangOn(uno);
    },
  });
  const { board: face, keypad } = bed.devices;
  if (face === null) throw new Error("it has a board");
  face.show({ lid: "closed", light: true, lines: ["Tap your card", "Has 12.50"] });
  const front = bed.listen(face);
  const keys = bed.listen(keypad);
  heard.push(front, keys);
  const opened = { ...bed, ...hung, face, front, keys };
  await bed.time.until(() => isOpen(opened));
  return opened;
}

const isOpen = ({ front, keys }: Pick<FrontBed, "front" | "keys">) =>
  [front, keys].every(({ states }) => states.at(-1)?.state === "ok");

const shows = ({ lcd }: FrontBed, ...lines: string[]) =>
  lcd.lines().every((line, row) => line.trim() === (lines[row] ?? ""));

async function press({ ok, time }: FrontBed): Promise<void> {
  ok.press();
  await time.run(100);
  ok.release();
  await time.run(100);
}

/** In virtual time, which a busy machine makes slow. */
describe.each(FIRMWARES)("the front of a board with %s", { timeout: 120_000 }, (_, build) => {
  it("is as it was, and hears its buttons once, after the cable was pulled and put back", async () => {
    const bed = await openFront(build);
    for (let time = 1; time <= 3; time += 1) {
      await bed.time.until(() => shows(bed, "Tap your card", "Has 12.50"));
      await bed.time.until(() => bed.lid.pulseUs() !== null && bed.lid.degrees() === 0);
      expect(bed.uno.pins.level(LIGHT_PIN)).toBe(true);
      await press(bed);
      expect(bed.keys.events.map(({ key }) => key.kind)).toEqual(Array(time).fill("confirm"));
      bed.cable.unplug();
      await bed.time.run(500);
      bed.cable.plugIn();
      await bed.time.until(() => isOpen(bed));
    }
  });

  it("hears a button that was held while the cable was pulled as pressed again, and no more", async () => {
    const bed = await openFront(build);
    bed.ok.press();
    await bed.time.run(100);
    bed.cable.unplug();
    await bed.time.run(500);
    bed.cable.plugIn();
    await bed.time.until(() => isOpen(bed));
    await bed.time.run(1500);
    expect(bed.keys.events).toHaveLength(2);
    bed.ok.release();
    await bed.time.run(100);
    await press(bed);
    expect(bed.keys.events).toHaveLength(3);
  });

  it("can be read again soon after the display lost half a byte", async () => {
    const bed = await openFront(build);
    await bed.time.until(() => shows(bed, "Tap your card", "Has 12.50"));
    bed.lcd.loseNibble();
    bed.face.show({ lid: null, light: true, lines: ["Welcome", "New card"] });
    await bed.time.run(150);
    expect(shows(bed, "Welcome", "New card")).toBe(false);
    await bed.time.until(() => shows(bed, "Welcome", "New card"), 11_000);
  });

  it("can be read again soon after the display's power alone failed", async () => {
    const bed = await openFront(build);
    await bed.time.until(() => shows(bed, "Tap your card", "Has 12.50"));
    bed.lcd.brownOut();
    await bed.time.run(150);
    expect(shows(bed)).toBe(true);
    await bed.time.until(() => shows(bed, "Tap your card", "Has 12.50"), 11_000);
    expect(bed.lcd.hasLight()).toBe(true);
  });

  it("shows nothing else on a display that is well while it is begun anew", async () => {
    const bed = await openFront(build);
    await bed.time.until(() => shows(bed, "Tap your card", "Has 12.50"));
    let darkMs = 0;
    for (let ms = 0; ms < 11_000; ms += 1) {
      await bed.time.run(1);
      if (shows(bed, "Tap your card", "Has 12.50")) continue;
      expect(shows(bed, "Tap your card")).toBe(true); // until it knows again that it has two lines
      darkMs += 1;
    }
    expect(darkMs).toBeLessThan(20); // virtual ms: too short for an eye, and for the crystals
  });
});
