import { type Conversion, within24Bits } from "./conversion.ts";
import type { Uno } from "./uno.ts";

/** Input and amplification: A at 128 or 64, B at 32. */
export type Hx711Input = "A128" | "B32" | "A64";

export type Hx711Options = {
  readonly dout: number;
  readonly sck: number;
  /** The bridge's signal on input A at gain 128, when a conversion ends. Asked once a conversion. */
  readonly counts: () => number;
  readonly samplesPerSecond?: 10 | 80;
  /** False: keeps no conversions, for a demo that runs for days. */
  readonly remembers?: boolean;
};

export type Hx711 = {
  /** Every value that it converted, and of which input. */
  readonly conversions: readonly (Conversion & { readonly input: Hx711Input })[];
  /** Its wires are off: DOUT stays high. */
  unplug(): void;
  /** It starts as after power-on. */
  plugIn(): void;
};

/** Pulses after which the next conversion is of this input. */
const INPUT_AFTER: ReadonlyMap<number, Hx711Input> = new Map([
  [25, "A128"],
  [26, "B32"],
  [27, "A64"],
]);
/** Of the counts at gain 128; nothing is connected to B. */
const GAIN: Readonly<Record<Hx711Input, number>> = { A128: 1, A64: 0.5, B32: 0 };
const BITS = 24;
const POWER_DOWN_US = 60;
/** Conversions until the filter has forgotten what was before a start or a change of input. */
const SETTLING = 4;
const US_PER_SECOND = 1_000_000;

/** A load cell amplifier HX711 (Avia data sheet) between two pins. */
export function attachHx711(uno: Uno, options: Hx711Options): Hx711 {
  const { dout, sck, counts, samplesPerSecond = 80, remembers = true } = options;
  const periodUs = US_PER_SECOND / samplesPerSecond;
  const conversions: (Conversion & { input: Hx711Input })[] = [];
  let isPlugged = true;
  let isDown = false;
  let input: Hx711Input = "A128";
  let inputBefore: Hx711Input = input;
  let shifting = 0;
  /** When the next conversion ends if nobody chooses another input. */
  let dueUs = 0;
  /** Null while nothing is ready that was not read. */
  let pulses: number | null = null;
  let cancelConversion = () => {};
  let cancelPowerDown = () => {};

  const convertAfter = (us: number) => {
    cancelConversion();
    cancelConversion = uno.after(us, convert);
  };
  function convert(): void {
    dueUs = uno.nowUs() + periodUs;
    convertAfter(periodUs);
    // What ends while the bits of the last are being shifted out is lost.
    if (pulses !== null && pulses > 0 && pulses < BITS) return;
    shifting = within24Bits(counts() * GAIN[input]);
    if (remembers) conversions.push({ atUs: uno.nowUs(), counts: shifting, input });
    inputBefore = input;
    pulses = 0;
    uno.pins.drive(dout, false);
  }
  function start(): void {
    stop();
    input = "A128";
    isDown = false;
    convertAfter(SETTLING * periodUs);
  }
  function stop(): void {
    cancelConversion();
    cancelPowerDown();
    pulses = null;
    uno.pins.drive(dout, true);
  }
  function rise(): void {
    cancelPowerDown = uno.after(POWER_DOWN_US, () => {
      isDown = true;
      stop();
    });
    if (pulses === null) return;
    pulses += 1;
    const isBit = pulses <= BITS;
    uno.pins.drive(dout, isBit ? ((shifting >> (BITS - pulses)) & 1) === 1 : true);
    const next = INPUT_AFTER.get(pulses);
    if (next !== undefined) choose(next);
  }
  /** A pulse more chooses again, so what counts is the input of the last conversion. */
  function choose(next: Hx711Input): void {
    input = next;
    convertAfter(input === inputBefore ? dueUs - uno.nowUs() : SETTLING * periodUs);
  }
  uno.pins.watch(sck, (isHigh) => {
    if (!isPlugged || !uno.isPowered()) return;
    if (isHigh) return rise();
    cancelPowerDown();
    if (isDown) start();
  });
  const startOrStop = () => (isPlugged && uno.isPowered() ? start() : stop());
  uno.onPower(startOrStop);
  start();
  return {
    conversions,
    unplug() {
      isPlugged = false;
      startOrStop();
    },
    plugIn() {
      isPlugged = true;
      startOrStop();
    },
  };
}
