// What is used of two packages that bring no types. Source: their own code, firmata-io 2.3.0 and
// johnny-five 2.1.0.

declare module "firmata-io" {
  import type { EventEmitter } from "node:events";

  export interface Transport extends EventEmitter {
    write(bytes: Uint8Array, done: () => void): void;
  }

  /** Events: ready, close, error, string, queryfirmware, reportversion, I2C-reply-ADDRESS-REGISTER. */
  export class Firmata extends EventEmitter {
    constructor(transport: Transport, options: { readonly reportVersionTimeout: number });
    readonly firmware: { readonly name?: string };
    readonly name: string;
    readonly pins: readonly unknown[];
    readonly analogPins: readonly number[];
    readonly MODES: Readonly<Record<string, number>>;
    readonly RESOLUTION: object;
    readonly HIGH: number;
    readonly LOW: number;
    readonly reportVersionTimeoutId: NodeJS.Timeout;
    /** Bytes of a message that has not ended. */
    readonly buffer: readonly number[];
    pinMode(pin: number, mode: number): void;
    digitalWrite(pin: number, value: number): void;
    digitalRead(pin: number, hear: (value: number) => void): void;
    servoConfig(pin: number, fromUs: number, toUs: number): void;
    servoWrite(pin: number, us: number): void;
    sysexCommand(message: readonly number[]): void;
    /** For all boards of this process: `this` is the one that it came from. */
    sysexResponse(id: number, handler: (this: Firmata, data: readonly number[]) => void): void;
  }

  const bind: { readonly Firmata: typeof Firmata };
  // biome-ignore lint/style/noDefaultExport: a CommonJS package is one
  export default bind;
}

declare module "johnny-five" {
  import type { EventEmitter } from "node:events";
  import type { Firmata } from "firmata-io";

  export type IoPlugin = EventEmitter &
    Pick<
      Firmata,
      | ("name" | "pins" | "analogPins" | "MODES" | "RESOLUTION" | "HIGH" | "LOW")
      | ("pinMode" | "digitalWrite" | "digitalRead" | "servoConfig" | "servoWrite")
    > & { readonly isReady: boolean };

  export class Board extends EventEmitter {
    constructor(options: {
      readonly io: IoPlugin;
      readonly repl: false;
      readonly debug: false;
      readonly sigint: false;
    });
  }

  type OfBoard = { readonly board: Board };
  type OnPin = OfBoard & { readonly pin: number };

  /** Events: down, up. */
  export class Button extends EventEmitter {
    constructor(options: OnPin & { readonly pullup: true });
  }
  export class Servo {
    constructor(options: OnPin & { readonly pwmRange: readonly [number, number] });
    to(degrees: number): void;
    /** Where it was sent last, itself; it is not sent there again. */
    readonly last: { degrees: number } | undefined;
  }
  export class Pin {
    constructor(options: OnPin & { readonly mode: 1 });
    high(): void;
    low(): void;
  }
  const five: {
    readonly Board: typeof Board;
    readonly Button: typeof Button;
    readonly Servo: typeof Servo;
    readonly Pin: typeof Pin;
  };
  // biome-ignore lint/style/noDefaultExport: a CommonJS package is one
  export default five;
}
