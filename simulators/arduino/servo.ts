import type { Uno } from "./uno.ts";

export type Servo = {
  /** Length of the last pulse in microseconds, or null while none came for three of its periods. */
  pulseUs(): number | null;
  /** Where it stands: where the last pulses told it to go, also when they ceased; null before the first. */
  degrees(): number | null;
};

/** As the Arduino library: so many microseconds are 0 and 180 degrees. */
const PULSE_AT_0_US = 544;
const PULSE_AT_180_US = 2400;
const SILENT_US = 60_000;
/** A pulse of another length is for no servo. */
const SHORTEST_US = 400;
const LONGEST_US = 2600;

export function attachServo(uno: Uno, pin: number): Servo {
  let roseUs: number | null = null;
  let last: { readonly lengthUs: number; readonly endUs: number } | null = null;
  uno.pins.watch(pin, (isHigh) => {
    const nowUs = uno.nowUs();
    const lengthUs = nowUs - (roseUs ?? nowUs);
    if (!isHigh && lengthUs >= SHORTEST_US && lengthUs <= LONGEST_US) {
      last = { lengthUs, endUs: nowUs };
    }
    roseUs = isHigh ? nowUs : null;
  });
  return {
    pulseUs: () => (last === null || uno.nowUs() - last.endUs > SILENT_US ? null : last.lengthUs),
    degrees: () => (last === null ? null : degreesOf(last.lengthUs)),
  };
}

function degreesOf(pulseUs: number): number {
  const degrees = ((pulseUs - PULSE_AT_0_US) * 180) / (PULSE_AT_180_US - PULSE_AT_0_US);
  return Math.round(degrees) + 0; // no -0
}
