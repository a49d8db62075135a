import type { Random } from "../../village/random.ts";

/** Frames as a bad line brings them. One character a byte. */
export function spoil(frame: string, random: Random): string {
  if (random.happens(WHOLE)) return frame;
  return random.pick(faults)(frame, random);
}

/** The part of the frames that comes through as it was sent. */
const WHOLE = 0.7;

type Fault = (frame: string, random: Random) => string;

const at = (frame: string, random: Random) => random.whole(0, Math.max(0, frame.length - 1));
const byte = (random: Random) => String.fromCharCode(random.whole(0, 255));

const faults: readonly Fault[] = [
  function cut(frame, random) {
    return frame.slice(0, at(frame, random));
  },
  function begunLate(frame, random) {
    return frame.slice(at(frame, random));
  },
  function twice(frame) {
    return frame + frame;
  },
  function flipped(frame, random) {
    const place = at(frame, random);
    const bit = 1 << random.whole(0, 7);
    const code = frame.charCodeAt(place) ^ bit;
    return frame.slice(0, place) + String.fromCharCode(code) + frame.slice(place + 1);
  },
  function inserted(frame, random) {
    const place = at(frame, random);
    return frame.slice(0, place) + byte(random) + frame.slice(place);
  },
  function lost(frame, random) {
    const place = at(frame, random);
    return frame.slice(0, place) + frame.slice(place + 1);
  },
  function anotherUnit(frame, random) {
    return frame.replace(/kg| g/, random.pick(["lb", "oz", " t", "KG", "k "]));
  },
  function anotherDigit(frame, random) {
    return frame.replace(/\d/, random.pick([" ", "E", "-", ".", "O"]));
  },
  function noise(_, random) {
    return Array.from({ length: random.whole(1, 40) }, () => byte(random)).join("");
  },
  function long(frame, random) {
    return frame.trimEnd().repeat(random.whole(5, 20));
  },
];

/** In pieces as a serial port hands them over: often a byte or two, at times many frames at once. */
export function* chunksOf(stream: string, random: Random): Generator<Uint8Array> {
  const bytes = Buffer.from(stream, "latin1");
  for (let from = 0; from < bytes.length; ) {
    const size = random.happens(0.5) ? random.whole(1, 8) : random.whole(1, 200);
    yield bytes.subarray(from, from + size);
    from += size;
  }
}
