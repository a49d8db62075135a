import type { CardProof } from "#contract/deposit.ts";
import { type SunNames, sunOf } from "./ndef-sun.ts";

/** Sends one command APDU. @returns the answer with its two status bytes; null: the card is gone */
export type SendApdu = (command: readonly number[]) => Promise<Uint8Array | null>;

/** What a card says of itself: nothing to prove, a proof, or the card was gone before it was read. */
export type Said =
  | { readonly kind: "nothing" | "gone" }
  | { readonly kind: "proof"; readonly proof: CardProof };

// ISO 7816-4: SELECT by name, SELECT by file, READ BINARY.
const SELECT_NDEF = [0, 0xa4, 4, 0, 7, 0xd2, 0x76, 0, 0, 0x85, 1, 1, 0];
const SELECT_FILE = [0, 0xa4, 0, 0x0c, 2, 0xe1, 4];
const HEAD_BYTES = 2;
/** What goes through every reader in one answer. */
const PIECE_BYTES = 48;
const MOST_BYTES = 256;

/** Reads the NDEF file of an NTAG 424 DNA, whole or not at all. */
export async function readProof(send: SendApdu, names: SunNames): Promise<Said> {
  for (const select of [SELECT_NDEF, SELECT_FILE]) {
    const answer = await send(select);
    if (answer === null) return { kind: "gone" };
    if (!isGood(answer)) return { kind: "nothing" };
  }
  const file = await readFile(send);
  if (file === null) return { kind: "gone" };
  const proof = sunOf(file, names);
  return proof === null ? { kind: "nothing" } : { kind: "proof", proof };
}

/** Its first two bytes say how much there is. null: the card went away in the middle. */
async function readFile(send: SendApdu): Promise<Uint8Array | null> {
  const head = await readPiece(send, 0, HEAD_BYTES);
  if (head === null) return null;
  const length = Math.min(HEAD_BYTES + ((head[0] ?? 0) << 8) + (head[1] ?? 0), MOST_BYTES);
  const pieces = [...head];
  while (pieces.length < length) {
    const size = Math.min(PIECE_BYTES, length - pieces.length);
    const piece = await readPiece(send, pieces.length, size);
    if (piece === null || piece.length === 0) return null;
    pieces.push(...piece);
  }
  return Uint8Array.from(pieces);
}

async function readPiece(send: SendApdu, from: number, bytes: number): Promise<Uint8Array | null> {
  const answer = await send([0, 0xb0, from >> 8, from & 0xff, bytes]);
  return answer !== null && isGood(answer) ? answer.subarray(0, -2) : null;
}

const isGood = (answer: Uint8Array) => answer.at(-2) === 0x90 && answer.at(-1) === 0;
