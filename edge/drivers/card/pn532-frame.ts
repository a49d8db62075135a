/** What a PN532 says: that it took a frame, that it did not, that it knows no such command, or an answer. */
export type ChipFrame =
  | { readonly kind: "ack" | "nack" | "error" }
  /** Without its first byte (D5): the answer's code, then its data. */
  | { readonly kind: "answer"; readonly bytes: Uint8Array };

/** Bytes of which no whole frame has come yet: fewer than the longest has. */
export type ChipState = Uint8Array;
export const nothingYet: ChipState = new Uint8Array();

type ReadChip = {
  readonly state: ChipState;
  readonly frames: readonly ChipFrame[];
  readonly ignored: number;
};

const [TO_CHIP, FROM_CHIP, FAULT] = [0xd4, 0xd5, 0x7f];
/** TFI and at most 264 bytes of data, by the user manual, "Extended information frame". */
const MOST_BYTES = 265;

/**
 * A command as the chip takes it. Source: NXP UM0701-02, chapter 6.2.1.
 *
 * @param data at most 252 bytes
 */
export function commandFrame(code: number, data: readonly number[] = []): Uint8Array {
  const body = [TO_CHIP, code, ...data];
  const length = body.length;
  return Uint8Array.of(0, 0, 0xff, length, -length & 0xff, ...body, -sum(body) & 0xff, 0);
}

/** Finds frames in any pieces of the stream: what is broken is passed by, a byte at a time. */
export function readChip(before: ChipState, chunk: Uint8Array): ReadChip {
  const all = Uint8Array.from([...before, ...chunk]);
  const frames: ChipFrame[] = [];
  let [at, ignored] = [0, 0];
  while (at < all.length) {
    const found = frameAt(all.subarray(at));
    if (found === "unfinished") break;
    if (found === null) {
      if (all[at] !== 0) ignored += 1; // zeros stand before and behind every frame
      at += 1;
      continue;
    }
    frames.push(found.frame);
    at += found.length;
  }
  return { state: all.slice(at), frames, ignored };
}

type Found = { readonly frame: ChipFrame; readonly length: number };

/** Begins with 00 FF. null: nothing begins here. */
function frameAt(bytes: Uint8Array): Found | "unfinished" | null {
  const [zero, start = 0xff, length, check] = bytes;
  if (zero !== 0 || start !== 0xff) return null;
  if (length === undefined || check === undefined) return "unfinished";
  if (length === 0 && check === 0xff) return { frame: { kind: "ack" }, length: 4 };
  if (length === 0xff && check === 0) return { frame: { kind: "nack" }, length: 4 };
  if (length === 0xff && check === 0xff) return extendedAt(bytes);
  return ((length + check) & 0xff) === 0 ? bodyAt(bytes, { from: 4, length }) : null;
}

function extendedAt(bytes: Uint8Array): Found | "unfinished" | null {
  const [, , , , high, low, check] = bytes;
  if (high === undefined || low === undefined || check === undefined) return "unfinished";
  const length = (high << 8) | low;
  const fits = ((high + low + check) & 0xff) === 0 && length <= MOST_BYTES;
  return fits ? bodyAt(bytes, { from: 7, length }) : null;
}

function bodyAt(
  bytes: Uint8Array,
  { from, length }: { readonly from: number; readonly length: number },
): Found | "unfinished" | null {
  const end = from + length;
  if (bytes.length <= end) return length === 0 ? null : "unfinished";
  const body = bytes.subarray(from, end);
  if (((sum([...body]) + (bytes[end] ?? 0)) & 0xff) !== 0) return null;
  const frame = frameOf(body);
  return frame === null ? null : { frame, length: end + 1 };
}

function frameOf(body: Uint8Array): ChipFrame | null {
  if (body.length === 1 && body[0] === FAULT) return { kind: "error" };
  const isAnswer = body[0] === FROM_CHIP && body.length >= 2;
  return isAnswer ? { kind: "answer", bytes: Uint8Array.from(body.subarray(1)) } : null;
}

const sum = (bytes: readonly number[]) => bytes.reduce((total, byte) => total + byte, 0);
