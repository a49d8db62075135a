import type { Random } from "../village/random.ts";
import type { FarLine } from "./far-end.ts";

/** What happens to frames on a bad line, each by chance, from 0 to 1. */
export type LineFaults = {
  readonly cut: number;
  readonly flipped: number;
  readonly noise: number;
};

export const badLine: LineFaults = { cut: 0.02, flipped: 0.02, noise: 0.05 };

const MOST_NOISE_BYTES = 12;

/** A line on which frames are cut, bits flip and something else is heard in between. */
export function withFaults(line: FarLine, faults: LineFaults, random: Random): FarLine {
  return {
    onData: line.onData,
    write(bytes) {
      if (random.happens(faults.noise)) line.write(noise(random));
      const flipped = random.happens(faults.flipped) ? flip(bytes, random) : bytes;
      const end = random.happens(faults.cut) ? random.whole(0, bytes.length - 1) : bytes.length;
      line.write(flipped.subarray(0, end));
    },
  };
}

function flip(bytes: Uint8Array, random: Random): Uint8Array {
  const flipped = Uint8Array.from(bytes);
  const at = random.whole(0, bytes.length - 1);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << random.whole(0, 7));
  return flipped;
}

const noise = (random: Random) =>
  Uint8Array.from({ length: random.whole(1, MOST_NOISE_BYTES) }, () => random.whole(0, 255));
