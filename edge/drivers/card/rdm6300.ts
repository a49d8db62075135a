import * as z from "zod";
import { type Source, serialFields, tally } from "../driver.ts";
import { type CardTools, readerFields, type Tap, tapsOf } from "./tap.ts";

/** Section [reader] of station.toml. */
export const rdm6300Config = z
  .strictObject({
    kind: z.literal("rdm6300"),
    ...serialFields,
    ...readerFields,
  })
  .transform(({ kind, path, baud_rate, absence_ms }) => ({
    kind,
    path,
    baudRate: baud_rate,
    absenceMs: absence_ms,
  }));
export type Rdm6300Config = z.output<typeof rdm6300Config>;

/** Readers of 125 kHz tags (EM4100) that repeat a frame while a tag is near. The UID stays in here. */
export function rdm6300(config: Rdm6300Config, tools: CardTools): Source<Tap> {
  const { path, baudRate, absenceMs } = config;
  const { counts, add } = tally();
  return {
    path,
    counts,
    async open() {
      const line = await tools.ports.openSerial(path, { baudRate });
      return {
        async *events(signal) {
          const taps = tapsOf(tools, absenceMs);
          let state = noFrame;
          for await (const chunk of line.chunks(signal)) {
            const uptimeMs = tools.uptimeMs();
            const read = readTags(state, { chunk, uptimeMs, halfFrameMs: absenceMs });
            state = read.state;
            add(read.uids.length, read.ignored);
            yield* taps.of(read.uids, uptimeMs);
          }
        },
        close: () => line.close(),
      };
    },
  };
}

const [STX, ETX] = [0x02, 0x03];
const DIGITS = 12; // five bytes of the tag and their checksum, as hexadecimal text

/** Text since the last STX, null outside of a frame; and when bytes last came. */
export type FrameState = { readonly text: string | null; readonly lastMs: number };
export const noFrame: FrameState = { text: null, lastMs: 0 };

type Read = {
  readonly state: FrameState;
  /** Five bytes each. */
  readonly uids: readonly Uint8Array[];
  /** Frames that were broken, and bytes outside of any. */
  readonly ignored: number;
};

/**
 * STX, ten hexadecimal digits, two more that are the XOR of the five bytes, ETX. A new STX begins anew;
 * what was begun before a silence of `halfFrameMs` is dropped.
 */
export function readTags(
  state: FrameState,
  { chunk, uptimeMs, halfFrameMs }: { chunk: Uint8Array; uptimeMs: number; halfFrameMs: number },
): Read {
  const isStale = state.text !== null && uptimeMs - state.lastMs >= halfFrameMs;
  const uids: Uint8Array[] = [];
  let [text, ignored] = isStale ? [null, 1] : [state.text, 0];
  for (const byte of chunk) {
    const next = step(text, byte);
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

function step(text: string | null, byte: number): ByteStep {
  if (byte === STX) return { text: "", isLost: text !== null };
  if (text === null) return { text, isLost: true };
  const more = text + String.fromCharCode(byte);
  if (text.length < DIGITS && isHexDigit(byte)) return { text: more };
  const uid = text.length === DIGITS && byte === ETX ? uidOf(text) : null;
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
