import type { DevicesConfig } from "../drivers/registry.ts";

type OnBoard = Pick<DevicesConfig, "scale" | "keypad" | "board">;
export type BoardFault = { readonly path: readonly string[]; readonly message: string };

/** SDA and SCL of an Uno. */
const I2C_PINS = [18, 19];

/** What hangs on a board needs one, with firmware that can do it, and pins of its own. */
export function faultOfBoard(devices: OnBoard): BoardFault | null {
  const { scale, keypad, board } = devices;
  if (board === null) {
    const key = hangsOnBoard(scale) ? "scale" : keypad?.kind === "buttons" ? "keypad" : null;
    return key === null ? null : { path: [key, "kind"], message: "needs a [board]" };
  }
  if (scale.kind === "hx711" && board.firmware === "standard") {
    const message = 'must be "qamama" for an HX711, which StandardFirmata cannot read';
    return { path: ["board", "firmware"], message };
  }
  const pins = pinsOf(devices);
  const twice = pins.find((pin, at) => pins.indexOf(pin) !== at);
  if (twice !== undefined) return { path: ["board"], message: `pin ${twice} is used twice` };
  const isIdle = pins.length === 0;
  return isIdle ? { path: ["board"], message: "nothing hangs on it: leave it out" } : null;
}

export const hangsOnBoard = ({ kind }: DevicesConfig["scale"]): boolean =>
  kind === "hx711" || kind === "nau7802";

function pinsOf({ scale, keypad, board }: OnBoard): readonly number[] {
  const isOnI2c = scale.kind === "nau7802" || (board !== null && board.lcd !== null);
  const given = [
    ...(scale.kind === "hx711" ? [scale.dataPin, scale.clockPin] : []),
    ...(keypad?.kind === "buttons" ? [...keypad.streamPins, keypad.okPin, keypad.cancelPin] : []),
    ...(isOnI2c ? I2C_PINS : []),
    ...[board?.lid?.pin, board?.lightPin, board?.buzzerPin],
  ];
  return given.filter((pin) => pin !== undefined && pin !== null);
}
