import { DeviceLost } from "../driver.ts";
import type { Connection } from "./connection.ts";
import { beginI2c, writeI2c } from "./i2c.ts";
import type { Kit } from "./kit.ts";

/** What hangs on a board. @throws DeviceLost where the board has no such pin */
export type Components = {
  button(pin: number, onDown: () => void): { release(): void };
  servo(pin: number): { to(degrees: number): void };
  /** On or off: a light, or a buzzer that sounds by itself. */
  output(pin: number): { set(isOn: boolean): void };
  /** A PCF8574 on the I2C bus: its eight lines as each byte says, one after the other. */
  expander(address: number): (bytes: readonly number[]) => void;
};

export function componentsOf({ io, path }: Connection, kit: Kit): Components {
  const on = <Part>(pin: number, partOn: (pin: number) => Part): Part => {
    if (io.pins[pin] === undefined) throw new DeviceLost(`${path}: the board has no pin ${pin}`);
    return partOn(pin);
  };
  return {
    button(pin, onDown) {
      const button = on(pin, kit.button);
      button.on("down", onDown);
      return {
        release() {
          button.removeListener("down", onDown);
          io.emit(`digital-read-${pin}`, 1); // else one that is held down keeps its timer for ever
        },
      };
    },
    servo(pin) {
      const servo = on(pin, kit.servo);
      // It leaves out what it was told last: but that was another connection, and who knows where it is.
      if (servo.last !== undefined) servo.last.degrees = Number.NaN;
      return servo;
    },
    output(pin) {
      const out = on(pin, kit.output);
      return { set: (isOn) => (isOn ? out.high() : out.low()) };
    },
    expander(address) {
      beginI2c(io);
      return (bytes) => writeI2c(io, address, bytes);
    },
  };
}
