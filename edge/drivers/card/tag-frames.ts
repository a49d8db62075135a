import type { SerialOptions, Source } from "../driver.ts";
import type { CardTools, Tap } from "./tap.ts";
import { type UidRead, uidReader } from "./uid-stream.ts";

export type TagReaderConfig = SerialOptions & { readonly path: string; readonly absenceMs: number };

/** A reader that only ever sends the numbers of 125 kHz tags, each in a frame with this ending. */
export function tagReader(config: TagReaderConfig, ending: string, tools: CardTools): Source<Tap> {
  const { path, absenceMs } = config;
  return uidReader(
    {
      path,
      absenceMs,
      open: () => tools.ports.openSerial(path, config),
      first: noFrame,
      read: (state, chunk, uptimeMs) =>
        readTags(state, { chunk, uptimeMs, halfFrameMs: absenceMs, ending }),
    },
    tools,
  );
}

const STX = 0x02;
const DIGITS = 12; // five bytes of the tag and their checksum, as hexadecimal text

/** Text since the last STX, null outside of a frame; and when bytes last came. */
export type FrameState = { readonly text: string | null; readonly lastMs: number };
export const noFrame: FrameState = { text: null, lastMs: 0 };

type Piece = {
  readonly chunk: Uint8Array;
  readonly uptimeMs: number;
  readonly halfFrameMs: number;
  /** What follows the digits. */
  readonly ending: string;
};

/**
 * STX, ten hexadecimal digits, two more that are the XOR of the five bytes, the ending. A new STX begins
 * anew; what was begun before a silence of `halfFrameMs` is dropped.
 */
export function readTags(state: FrameState, piece: Piece): UidRead<FrameState> {
  const { chunk, uptimeMs, halfFrameMs, ending } = piece;
  const isStale = state.text !== null && uptimeMs - state.lastMs >= halfFrameMs;
  const uids: Uint8Array[] = [];
  let [text, ignored] = isStale ? [null, 1] : [state.text, 0];
  for (const byte of chunk) {
    const next = step(text, byte, ending);
    text = next.text;
    if (next.uid !== undefined) uids.push(next.uid);
    if (next.isLost === true) ignored += 1;
  }
  return { state: { text, lastMs: uptimeMs }, uids, ignored };
}

type ByteStep = {
  readonly text: string | null;
  readonly uid?: Uint8Array;
  readonly isLost?: boolean;
};

function step(text: string | null, byte: number, ending: string): ByteStep {
  if (byte === STX) return { text: "", isLost: text !== null };
  if (text === null) return { text, isLost: true };
  const more = text + String.fromCharCode(byte);
  const begun = more.slice(DIGITS);
  const fits = begun === "" ? isHexDigit(byte) : ending.startsWith(begun);
  if (fits && begun !== ending) return { text: more };
  const uid = fits ? uidOf(text.slice(0, DIGITS)) : null;
  return uid === null ? { text: null, isLost: true } : { text: null, uid };
}

function isHexDigit(byte: number): boolean {
  return /^[0-9A-Fa-f]$/.test(String.fromCharCode(byte));
}

function uidOf(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, "hex");
  const sum = bytes.reduce((xor, byte) => xor ^ byte, 0); // with the checksum itself: zero
  return sum === 0 ? Uint8Array.from(bytes.subarray(0, -1)) : null;
}
