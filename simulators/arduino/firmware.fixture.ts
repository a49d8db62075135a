// For tests: our own firmware on a simulated Uno, and what is said on its serial line.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { crc32 } from "node:zlib";
import { CYCLES_PER_MS, openUno, type Uno } from "./uno.ts";

const HEX = fileURLToPath(new URL("../../edge/firmware/qamama.hex", import.meta.url));
export const ownFirmware = () => readFileSync(HEX, "utf8");

export const ID = { WEIGHT: 1, ALIVE: 2, HX711: 3, GUARD: 4, BEAT: 5 } as const;
const SYSEX = 0xf0;
const END = 0xf7;
const STRING = 0x71;
const CRC_GROUPS = 5;

export type Heard = { readonly atMs: number; readonly bytes: readonly number[] };
export type Weight = {
  readonly boot: number;
  readonly seq: number;
  readonly status: number;
  readonly counts: number;
};
export type Alive = {
  readonly atMs: number;
  readonly boot: number;
  readonly seq: number;
  readonly cause: number;
  readonly lid: number;
};

export type FirmwareBench = {
  readonly uno: Uno;
  /** Whole messages from the board, from their first byte to their last. */
  readonly heard: readonly Heard[];
  /** Bytes that are of no whole message. */
  readonly scraps: readonly number[];
  /** Sends bytes as they are. */
  send(...bytes: number[]): void;
  /** Sends one of our own messages with its checksum. */
  tell(...message: number[]): void;
  runMs(ms: number): void;
  weights(): Weight[];
  alives(): Alive[];
  strings(): string[];
  /** Bodies of sysex messages with this id, from after it on, without the end. */
  answers(id: number): number[][];
};

/** @param attach what hangs on the board when it gets its power */
export function openFirmware(attach: (uno: Uno) => void = () => {}, hex = ownFirmware()) {
  const uno = openUno(hex);
  attach(uno);
  const heard: Heard[] = [];
  const scraps: number[] = [];
  const cut = cutter(scraps, (bytes) => heard.push({ atMs: uno.nowUs() / 1000, bytes }));
  uno.serial.onByte(cut);
  const send = (...bytes: number[]) => uno.serial.write(Uint8Array.from(bytes));
  const sysex = (id: number) => heard.filter(({ bytes }) => bytes[0] === SYSEX && bytes[1] === id);
  const bench: FirmwareBench = {
    uno,
    heard,
    scraps,
    send,
    tell: (...message) => send(SYSEX, ...sealed(message), END),
    runMs: (ms) => uno.run(ms * CYCLES_PER_MS),
    weights: () => sysex(ID.WEIGHT).map(({ bytes }) => weightOf(unsealed(bytes, 10))),
    alives: () =>
      sysex(ID.ALIVE).map(({ atMs, bytes }) => ({ atMs, ...aliveOf(unsealed(bytes, 7)) })),
    strings: () => sysex(STRING).map(({ bytes }) => textOf(bytes.slice(2, -1))),
    answers: (id) => sysex(id).map(({ bytes }) => bytes.slice(2, -1)),
  };
  return bench;
}

/** @param onMessage told each whole message; bytes of others go to the scraps */
function cutter(scraps: number[], onMessage: (bytes: readonly number[]) => void) {
  let message: number[] = [];
  const isWhole = () => (message[0] === SYSEX ? message.at(-1) === END : message.length === 3);
  return (byte: number) => {
    const begins = byte >= 0x80 && byte !== END;
    if (begins || message.length === 0) scraps.push(...message.splice(0));
    if (begins || message.length > 0) message.push(byte);
    else scraps.push(byte);
    if (!isWhole()) return;
    onMessage(message);
    message = [];
  };
}

export function sealed(message: readonly number[]): number[] {
  return [...message, ...groups(crc32(Uint8Array.from(message)), CRC_GROUPS)];
}

/** What a message says, without its frame, once its length and checksum are found right. */
function unsealed(bytes: readonly number[], length: number): readonly number[] {
  const [inside, body] = [bytes.slice(1, -1), bytes.slice(1, -1 - CRC_GROUPS)];
  if (body.length !== length || `${sealed(body)}` !== `${inside}`) {
    throw new Error(`not a whole message: ${Buffer.from(bytes).toString("hex")}`);
  }
  return body;
}

/** Groups of 7 bits, lowest first. */
export function groups(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(value / 128 ** i) % 128);
}

const numberOf = (values: readonly number[]) =>
  values.reduceRight((sum, value) => sum * 128 + value, 0);

function weightOf(body: readonly number[]): Weight {
  const raw = numberOf(body.slice(6));
  return {
    boot: numberOf(body.slice(1, 3)),
    seq: numberOf(body.slice(3, 5)),
    status: body[5] ?? -1,
    counts: raw >= 2 ** 23 ? raw - 2 ** 24 : raw,
  };
}

function aliveOf(body: readonly number[]): Omit<Alive, "atMs"> {
  const [cause = -1, lid = -1] = body.slice(5);
  return { boot: numberOf(body.slice(1, 3)), seq: numberOf(body.slice(3, 5)), cause, lid };
}

function textOf(pairs: readonly number[]): string {
  const letters = pairs
    .filter((_, i) => i % 2 === 0)
    .map((low, i) => low + 128 * (pairs[2 * i + 1] ?? 0));
  return String.fromCharCode(...letters);
}
