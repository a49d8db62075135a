import type { Face } from "#edge/drivers/board/face.ts";
import type { SerialPorts, Source } from "#edge/drivers/driver.ts";
import type { KeyPress } from "#edge/drivers/panel/keypad.ts";
import {
  boardSection,
  devicesOf,
  keypadSection,
  readerSection,
  scaleSection,
} from "#edge/drivers/registry.ts";
import type { Sample } from "#edge/weighing/reading.ts";
import type { Lockstep } from "../../arduino/lockstep.ts";
import { openUno } from "../../arduino/uno.ts";
import { usbCable } from "../../arduino/usb-cable.ts";
import { openVirtualTime } from "../../arduino/virtual-time.ts";
import type { Random } from "../../village/random.ts";
import { openCareless } from "./careless.ts";
import { TO_BOARD, TO_STATION } from "./forgeries.ts";
import { hangOn, hexOf, type Leg, sectionsOf } from "./legs.ts";
import { type LoadCell, openLoadCell } from "./load-cell.ts";
import { tamperedPorts } from "./ports.ts";
import { type Noise, openTampering, SILENCE } from "./tampering.ts";

/** A station's drivers, a real firmware, and a bad line between them. */
export type Bed = {
  /** How bad the line is from now on, each way. */
  readonly noise: { toBoard: Noise; toStation: Noise };
  readonly time: Lockstep;
  readonly cell: LoadCell;
  readonly devices: BoardDevices;
  /** Messages so far that came otherwise than sent, or that nobody sent. */
  mutated(): { readonly toBoard: number; readonly toStation: number };
};

export type BoardDevices = {
  readonly scale: Source<Sample>;
  readonly keypad: Source<KeyPress>;
  readonly face: Face;
};

const PATH = "/dev/serial/by-id/usb-arduino";

/** This thread's timers are virtual from here on. */
export function openBed(leg: Leg, random: Random, isCareless: boolean): Bed {
  const { bootloaderMs, resetsWhenOpened } = leg;
  const uno = openUno(hexOf(leg), bootloaderMs === undefined ? {} : { bootloaderMs });
  const time = openVirtualTime([uno]);
  const cell = openLoadCell(random, () => uno.nowUs() / 1000);
  hangOn(uno, leg, cell.counts);
  const noise: Bed["noise"] = { toBoard: SILENCE, toStation: SILENCE };
  const toBoard = openTampering({
    ...{ random, forgeries: TO_BOARD, burst: 1 },
    noise: () => noise.toBoard,
  });
  const toStation = openTampering({
    ...{ random, forgeries: TO_STATION, burst: 20 },
    noise: () => noise.toStation,
  });
  const ports = tamperedPorts(usbCable(uno, { path: PATH, resetsWhenOpened }), {
    toBoard,
    toStation,
    ...(isCareless ? { asHeard: openCareless() } : {}),
  });
  return {
    ...{ noise, time, cell, devices: openDevices(leg, ports) },
    mutated: () => ({ toBoard: toBoard.mutated(), toStation: toStation.mutated() }),
  };
}

function openDevices(leg: Leg, ports: SerialPorts): BoardDevices {
  const { scale, keypad, board } = sectionsOf(leg, PATH);
  const after = (delayMs: number, action: () => void) => {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  };
  const devices = devicesOf(
    {
      scale: scaleSection.parse(scale),
      reader: readerSection.parse({ kind: "rdm6300", path: "/dev/none" }),
      keypad: keypadSection.parse(keypad),
      board: boardSection.parse(board),
    },
    { ports, after, uptimeMs: () => Date.now(), cardKey: new Uint8Array(32) },
  );
  const { keypad: buttons, board: face } = devices;
  if (buttons === null || face === null) throw new Error("the config has them");
  return { scale: devices.scale, keypad: buttons, face };
}
