import { EventEmitter } from "node:events";
import type { Firmata } from "firmata-io";
import type { Button, Pin, Servo } from "johnny-five";
import type { Connection } from "./connection.ts";
import type { BoardPackages } from "./packages.ts";

/**
 * johnny-five's parts of a station's board, each made once. johnny-five keeps every board and every part for
 * ever, in maps that nobody else reaches: one that comes and goes for weeks would fill the memory. So it
 * gets one board, an IO plugin of ours, behind which one connection follows the other; what a part told the
 * board while it was made is told anew to the board that is there when the part is asked for.
 */
export type Kit = {
  /** From here on, and until it is over, its parts speak over this connection; else to nobody. */
  attach(connection: Pick<Connection, "io" | "over">): void;
  /** Between its pin and ground. */
  button(pin: number): Button;
  servo(pin: number): Servo;
  output(pin: number): Pin;
};

type Telling = (io: Firmata) => void;

/** Of the Arduino library, in us: what firmware makes of 0 and 180 degrees. */
const SERVO_PULSES = [544, 2400] as const;

/** @param like any board of this station: what pins it has, and what it calls them */
export function openKit({ five }: BoardPackages, like: Firmata): Kit {
  let io: Firmata | null = null;
  let learned: Telling[] | null = null;
  const tell = (telling: Telling) => {
    learned?.push(telling);
    if (io !== null) telling(io);
  };
  const board = new five.Board({
    io: ioPlugin(like, tell),
    ...{ repl: false, debug: false, sigint: false },
  });

  const eachOnce = <Part>(make: (pin: number) => Part) => {
    const made = new Map<number, { readonly part: Part; readonly tellings: readonly Telling[] }>();
    const makeFirst = (pin: number): Part => {
      const tellings: Telling[] = [];
      learned = tellings;
      try {
        const part = make(pin);
        made.set(pin, { part, tellings });
        return part;
      } finally {
        learned = null;
      }
    };
    return (pin: number): Part => {
      const before = made.get(pin);
      if (before === undefined) return makeFirst(pin);
      for (const telling of before.tellings) tell(telling);
      return before.part;
    };
  };
  return {
    attach(connection) {
      if (connection.over.aborted) return;
      io = connection.io;
      const detach = () => {
        if (io === connection.io) io = null;
      };
      connection.over.addEventListener("abort", detach, { once: true });
    },
    button: eachOnce((pin) => new five.Button({ board, pin, pullup: true })),
    servo: eachOnce((pin) => new five.Servo({ board, pin, pwmRange: SERVO_PULSES })),
    output: eachOnce((pin) => new five.Pin({ board, pin, mode: 1 })),
  };
}

/** What the parts above use of a board. Source: johnny-five's wiki, "IO Plugins". */
function ioPlugin(like: Firmata, tell: (telling: Telling) => void) {
  const { name, MODES, HIGH, LOW, RESOLUTION, pins, analogPins } = like;
  return Object.assign(new EventEmitter(), {
    ...{ name, MODES, HIGH, LOW, RESOLUTION, pins, analogPins },
    isReady: true,
    pinMode: (pin: number, mode: number) => tell((io) => io.pinMode(pin, mode)),
    digitalWrite: (pin: number, value: number) => tell((io) => io.digitalWrite(pin, value)),
    digitalRead: (pin: number, hear: (value: number) => void) =>
      tell((io) => io.digitalRead(pin, hear)),
    servoConfig: (pin: number, from: number, to: number) =>
      tell((io) => io.servoConfig(pin, from, to)),
    servoWrite: (pin: number, us: number) => tell((io) => io.servoWrite(pin, us)),
  });
}
