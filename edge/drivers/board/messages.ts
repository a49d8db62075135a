import { crc32 } from "node:zlib";

// The messages that our own firmware adds to Firmata: edge/firmware/README.md has their table.

export const WEIGHT = 0x01;
export const ALIVE = 0x02;
const HX711 = 0x03;
const GUARD = 0x04;
const BEAT = 0x05;
/** What the board answers by the same message, once it does it. */
export const ACKNOWLEDGED_IDS = [HX711, GUARD] as const;

/** One conversion of the amplifier. */
export type WeightMessage = {
  /** Number of the board's start, 14 bits. */
  readonly boot: number;
  /** One more with each conversion, 14 bits. */
  readonly seq: number;
  readonly status: "ok" | "high" | "low" | "silent";
  /** Signed; 0 when silent. */
  readonly counts: number;
};

export type AliveMessage = {
  readonly boot: number;
  /** The board moved the lid by itself: it had not heard the station. */
  readonly isGuarding: boolean;
};

const STATUS = ["ok", "high", "low", "silent"] as const;
const GROUP_BITS = 7;
const CRC_GROUPS = 5;

/** @param message from its id to its checksum @returns null: it is no such message */
export function parseWeight(message: readonly number[]): WeightMessage | null {
  const body = unsealed(message);
  if (body === null || body[0] !== WEIGHT || body.length !== 10) return null;
  const status = STATUS[body[5] ?? STATUS.length];
  const raw = number(body.slice(6));
  if (status === undefined || raw >= 2 ** 24) return null;
  const counts = raw >= 2 ** 23 ? raw - 2 ** 24 : raw;
  return { boot: number(body.slice(1, 3)), seq: number(body.slice(3, 5)), status, counts };
}

/** @param message from its id to its checksum @returns null: it is no such message */
export function parseAlive(message: readonly number[]): AliveMessage | null {
  const body = unsealed(message);
  if (body === null || body[0] !== ALIVE || body.length !== 7) return null;
  return { boot: number(body.slice(1, 3)), isGuarding: body[6] === 1 };
}

const GAIN = { 128: 1, 32: 2, 64: 3 } as const;
export type Hx711Pins = {
  readonly dataPin: number;
  readonly clockPin: number;
  readonly gain: keyof typeof GAIN;
};

/** Begin to weigh; acknowledged by the same message. */
export const hx711Message = ({ dataPin, clockPin, gain }: Hx711Pins): readonly number[] =>
  sealed([HX711, dataPin, clockPin, GAIN[gain]]);

const NO_PIN = 127;

/** @param at null: nothing is moved */
export function guardMessage(
  at: { readonly pin: number; readonly degrees: number } | null,
  afterMs: number,
): readonly number[] {
  const { pin, degrees } = at ?? { pin: NO_PIN, degrees: 0 };
  return sealed([GUARD, pin, degrees & 0x7f, degrees >> GROUP_BITS, Math.round(afterMs / 100)]);
}

export const beatMessage: readonly number[] = sealed([BEAT]);

/** With its CRC-32, as zlib reckons it. */
function sealed(message: readonly number[]): readonly number[] {
  return [...message, ...groups(crc32(Buffer.from(message)), CRC_GROUPS)];
}

/** @returns null where the checksum is another's */
function unsealed(message: readonly number[]): readonly number[] | null {
  const body = message.slice(0, -CRC_GROUPS);
  return isSame(sealed(body), message) ? body : null;
}

/** Is one the acknowledgement of the other? */
export function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function groups(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => Math.floor(value / 2 ** (GROUP_BITS * at)) % 128);
}

const number = (bytes: readonly number[]): number =>
  bytes.reduce((sum, byte, at) => sum + byte * 2 ** (GROUP_BITS * at), 0);
