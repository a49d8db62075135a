import { DeviceLost } from "../driver.ts";
import type { LcdConfig } from "./config.ts";
import type { Connection } from "./connection.ts";
import { boardPackages } from "./packages.ts";

/** johnny-five's parts of a board. @throws DeviceLost where the board lacks what one needs */
export type Components = {
  button(pin: number, onDown: () => void): { release(): void };
  servo(pin: number): { to(degrees: number): void };
  /** On or off: a light, or a buzzer that sounds by itself. */
  output(pin: number): { set(isOn: boolean): void };
  lcd(config: LcdConfig): { write(row: number, column: number, text: string): void };
};

/** Of the Arduino library, in us: what firmware makes of 0 and 180 degrees. */
const SERVO_PULSES = [544, 2400] as const;

export async function componentsOf(connection: Connection): Promise<Components> {
  const { five } = await boardPackages();
  const { board, io, path } = connection;
  const made = <Part>(name: string, make: () => Part): Part => {
    try {
      return make();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new DeviceLost(`${path}: ${name} cannot be used: ${why}`, { cause: error });
    }
  };
  return {
    button(pin, onDown) {
      const button = made(`pin ${pin}`, () => new five.Button({ board, pin, pullup: true }));
      button.on("down", onDown);
      return {
        release() {
          button.removeAllListeners();
          io.emit(`digital-read-${pin}`, 1); // else one that is held down keeps its timer for ever
        },
      };
    },
    servo: (pin) =>
      made(`pin ${pin}`, () => new five.Servo({ board, pin, pwmRange: SERVO_PULSES })),
    output(pin) {
      const out = made(`pin ${pin}`, () => new five.Pin({ board, pin, mode: 1 }));
      return { set: (isOn) => (isOn ? out.high() : out.low()) };
    },
    lcd({ address, rows, columns }) {
      const size = { rows, cols: columns };
      const lcd = made("the display", () => {
        return new five.LCD({ board, controller: "PCF8574", address, ...size });
      });
      return {
        write(row, column, text) {
          lcd.cursor(row, column);
          lcd.print(text);
        },
      };
    },
  };
}
