import { beatMessage, guardMessage, hx711Message } from "#edge/drivers/board/messages.ts";
import type { Message } from "./tampering.ts";

const sysex = (inside: Message): Message => [0xf0, ...inside, 0xf7];
const text = (words: string) => [...words].flatMap((letter) => [letter.charCodeAt(0), 0]);
const pairs = (bytes: Message) => bytes.flatMap((byte) => [byte & 0x7f, byte >> 7]);

// Source: the Firmata protocol 2.5 and 2.6, protocol.md and i2c.md of github.com/firmata/protocol.

/** Of every kind that a board may be told. */
export const TO_BOARD: readonly Message[] = [
  sysex(hx711Message({ dataPin: 11, clockPin: 12, gain: 128 })),
  sysex(guardMessage({ pin: 9, degrees: 100 }, 3000)),
  sysex(beatMessage),
  sysex([0x76, 0x2a, 0x00, ...pairs([0x01, 0x2c])]), // a write to the amplifier
  sysex([0x76, 0x2a, 0x08, ...pairs([0x12, 3])]), // a read of it
  sysex([0x76, 0x2a, 0x10, ...pairs([0x12, 3])]), // one that goes on
  sysex([0x76, 0x27, 0x00, ...pairs([0xaa, 0x55])]),
  sysex([0x78, ...pairs([10])]),
  sysex([0x6b]),
  sysex([0x69]),
  sysex([0x6d, 12]),
  sysex([0x79]),
  sysex([0x7a, ...pairs([10])]),
  sysex([0x6f, 9, ...pairs([90])]),
  sysex([0x70, 9, ...pairs([544]), ...pairs([2400])]),
  sysex([0x71, ...text("hello")]),
  [0xf4, 12, 1],
  [0xf5, 12, 1],
  [0x91, 0x7f, 1],
  [0xe9, 45, 0],
  [0xd0, 1],
  [0xc0, 1],
  [0xf9],
  [0xff],
];

const reply = (register: number, bytes: Message) =>
  sysex([0x77, ...pairs([0x2a, register, ...bytes])]);

/** Of every kind that a board may say. */
export const TO_STATION: readonly Message[] = [
  [0xf9, 2, 5],
  [0x90, 0x7f, 1],
  [0xe0, 1, 2],
  sysex([0x79, 2, 5, ...text("qamama")]),
  sysex([0x79, 2, 3, ...text("StandardFirmata.ino")]),
  sysex([0x71, ...text("I2C: nack 2a")]),
  sysex([0x71, ...text("refused 03")]),
  sysex([0x71, ...text("I2C: Too few bytes received")]),
  sysex([0x6c, 0, 1, 1, 1, 0x7f, 0, 1, 1, 1, 4, 14, 0x7f, 6, 1, 0x7f]),
  sysex([0x6a, 127, 127, 0, 1, 2]),
  sysex([0x6e, 12, 1, 0]),
  sysex([0x01, 1, 0, 2, 0, 0, 1, 2, 3, 0, 1, 2, 3, 4, 5]),
  sysex([0x02, 1, 0, 2, 0, 1, 0, 1, 2, 3, 4, 5]),
  reply(0x12, [1, 2, 3, 0x30, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0x0f]),
  reply(0x00, [0xbe, 0x2f, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 4, 5, 6]),
  reply(0x1f, [0x0f]),
];
