/** One value that a virtual amplifier converted: what tests compare a station's weights with. */
export type Conversion = {
  /** When it ended, in microseconds of its Uno. */
  readonly atUs: number;
  /** What was given out: 24 bits, two's complement. */
  readonly counts: number;
};

const MAX_COUNTS = 0x7f_ff_ff;
const MIN_COUNTS = -0x80_00_00;

/** Whole counts of a converter of 24 bits, which stops at its ends. */
export function within24Bits(counts: number): number {
  return Math.max(MIN_COUNTS, Math.min(MAX_COUNTS, Math.round(counts)));
}
