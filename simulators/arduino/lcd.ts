import { openHd44780 } from "./hd44780.ts";
import type { Uno } from "./uno.ts";

export type LcdOptions = {
  readonly columns: 16 | 20;
  readonly rows: 2 | 4;
  readonly address?: number;
};

export type Lcd = {
  /** What can be read on it, each line as long as the display is wide; blank while it is off. */
  lines(): string[];
  hasLight(): boolean;
  /** Its wires are off: nobody answers at its address. */
  unplug(): void;
  /** It starts dark and empty. */
  plugIn(): void;
  /** Its power alone fails for a moment. */
  brownOut(): void;
  /**
   * Half a byte is lost on its way to the controller: what follows is understood askew.
   *
   * @param after so many half bytes from now; the next where not given
   */
  loseNibble(after?: number): void;
};

/** Lines of the port expander. */
const REGISTER_SELECT = 0x01;
const READ = 0x02;
const ENABLE = 0x04;
const LIGHT = 0x08;
/** After power-on all are high. */
const AT_START = 0xff;
/** In the controller's memory the third and fourth line go on where the first and second end. */
const SECOND_LINE = 0x40;

/** A character display with an HD44780 behind a port expander PCF8574 on the I2C bus. */
export function attachLcd(uno: Uno, { columns, rows, address = 0x27 }: LcdOptions): Lcd {
  const controller = openHd44780(uno.nowUs);
  let port = AT_START;
  let isPlugged = true;
  let nibblesUntilLost = Number.POSITIVE_INFINITY;
  const starts = [0, SECOND_LINE, columns, SECOND_LINE + columns].slice(0, rows);
  const isShown = () => isPlugged && uno.isPowered() && controller.isOn();

  uno.attachTwi(address, {
    begin: () => isPlugged,
    write(next) {
      const falls = (port & ENABLE) !== 0 && (next & ENABLE) === 0;
      if (falls && (port & READ) === 0) {
        if (nibblesUntilLost !== 0) controller.clock(port >> 4, (port & REGISTER_SELECT) !== 0);
        nibblesUntilLost -= 1;
      }
      port = next;
      return true;
    },
    read: () => port,
    end() {},
  });
  const start = () => {
    port = AT_START;
    controller.powerUp();
  };
  uno.onPower(start);
  return {
    lines: () =>
      starts.map((first) => {
        const text = String.fromCharCode(...controller.codes(first, columns));
        return isShown() ? text : " ".repeat(columns);
      }),
    hasLight: () => isPlugged && uno.isPowered() && (port & LIGHT) !== 0,
    unplug() {
      isPlugged = false;
    },
    plugIn() {
      isPlugged = true;
      start();
    },
    brownOut: start,
    loseNibble(after = 0) {
      nibblesUntilLost = after;
    },
  };
}
