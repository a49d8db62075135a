import { describe, expect, it } from "vitest";
import { parseConfig, readConfig, type StationConfig } from "#edge/config.ts";
import { ARDUINO_PINS } from "./arduino-bin.ts";
import { stationToml } from "./folder.ts";
import { kitOf } from "./kits.ts";
import { inRepository } from "./programs.ts";

const BOARD = "/dev/pts/1";

function ours(): StationConfig {
  const toml = stationToml({
    kit: kitOf(2, true),
    station: "beitillo-03",
    paths: { scale: BOARD, keypad: BOARD, reader: "/dev/pts/2" },
    cardKey: "/keys/card.key",
    language: "ar",
    kioskPort: null,
  });
  const parsed = parseConfig(toml, "/data/station.toml");
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.value;
}

function example(): StationConfig {
  const read = readConfig(inRepository("docs/examples/arduino-bin.toml"));
  if (!read.ok) throw new Error(read.problem);
  return read.value;
}

describe("the bin on a simulated Arduino", () => {
  it("is the example's, but for its division and a fifth button", () => {
    const [mine, shown] = [ours(), example()];
    expect(mine.devices.board).toEqual({ ...shown.devices.board, path: BOARD });
    const { instrument, ...cell } = mine.devices.scale;
    const { instrument: shownInstrument, ...shownCell } = shown.devices.scale;
    expect(cell).toEqual(shownCell);
    expect(instrument).toEqual({ ...shownInstrument, division: 10 });
    const keypad = { okPin: 6, cancelPin: 7, streamPins: [2, 3, 4, 5, 10] };
    expect(mine.devices.keypad).toEqual({ ...shown.devices.keypad, ...keypad });
    expect(mine.weighing).toEqual(shown.weighing);
  });

  it("has one thing on a pin", () => {
    const pins = Object.values(ARDUINO_PINS).flat();
    expect(new Set(pins).size).toBe(pins.length);
  });

  it("stands at the third station alone, and only where it is asked for", () => {
    expect([0, 1, 2].map((number) => kitOf(number, true).scale)).toEqual([
      "mt-sics",
      "toledo-continuous",
      "hx711",
    ]);
    expect(kitOf(2, false).scale).toBe("and-standard");
  });
});
