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
    readonly isReady: boolean;
    readonly firmware: { readonly name?: string };
    readonly pins: readonly unknown[];
    readonly reportVersionTimeoutId: NodeJS.Timeout;
    /** Bytes of a message that has not ended. */
    readonly buffer: readonly number[];
    reportVersion(done: () => void): void;
    queryFirmware(done: () => void): void;
    i2cConfig(options: object): void;
    i2cWrite(address: number, register: number, bytes: readonly number[]): void;
    i2cReadOnce(
      address: number,
      register: number,
      length: number,
      done: (bytes: readonly number[]) => void,
    ): void;
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

  export class Board extends EventEmitter {
    constructor(options: {
      readonly io: Firmata;
      readonly repl: false;
      readonly debug: false;
      readonly sigint: false;
    });
    readonly timer: NodeJS.Timeout | null;
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
  }
  export class Pin {
    constructor(options: OnPin & { readonly mode: 1 });
    high(): void;
    low(): void;
  }
  export class LCD {
    constructor(
      options: OfBoard & {
        readonly controller: "PCF8574";
        readonly address: number;
        readonly rows: number;
        readonly cols: number;
      },
    );
    cursor(row: number, column: number): void;
    print(text: string): void;
  }
  const five: {
    readonly Board: typeof Board;
    readonly Button: typeof Button;
    readonly Servo: typeof Servo;
    readonly Pin: typeof Pin;
    readonly LCD: typeof LCD;
  };
  // biome-ignore lint/style/noDefaultExport: a CommonJS package is one
  export default five;
}
