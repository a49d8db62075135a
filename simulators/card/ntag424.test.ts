import { describe, expect, it } from "vitest";
import type { Card } from "./card.ts";
import { ntag424 } from "./ntag424.ts";
import { plainCard, randomUidCard } from "./plain.ts";
import { sunMessage } from "./sun-message.ts";

const bytes = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex");
const ZERO = bytes("00".repeat(16));
const keys = { metaRead: ZERO, fileRead: ZERO };
const uid = bytes("04DE5F1EACC040");

const APPLICATION = "00 A4 04 00 07 D2760000850101 00";
const FILE = "00 A4 00 0C 02 E104";
const READ = "00 B0 00 00 00";

/** The last answer to commands given one after the other. */
function told(card: Card, ...commands: readonly string[]): Buffer {
  const answers = commands.map((command) => card.apdu(bytes(command)));
  return Buffer.from(answers.at(-1) ?? []);
}
const statusOf = (answer: Buffer) => answer.subarray(-2).toString("hex").toUpperCase();
const readAll = (card: Card) => told(card, APPLICATION, FILE, READ).toString("latin1");

describe("sunMessage, by AN12196 with keys of zero", () => {
  it("is the note's, with the padding that its card had", () => {
    const message = sunMessage(keys, { uid, counter: 61, padding: bytes("DA5CF60941") });
    expect(message).toEqual({
      ...{ picc: "EF963FF7828658A599F3041510671E88", cmac: "94EED9EE65337086" },
    });
  });

  it("has the MAC of a message in the open", () => {
    const open = { uid: bytes("041E3C8A2D6B80"), counter: 6, padding: bytes("0000000000") };
    expect(sunMessage(keys, open).cmac).toBe("4B00064004B0B3D3");
  });
});

describe("a simulated NTAG 424 DNA", () => {
  it("mirrors its message into an NDEF record of a web address", () => {
    const file = told(ntag424({ uid, keys, reads: 60 }), APPLICATION, FILE, READ);
    const header = [file.readUInt16BE(0), file[2], file[3], file[5], file[6]];
    expect(header).toEqual([(file[4] ?? 0) + 4, 0xd1, 0x01, 0x55, 0x04]);
    expect(file.toString("latin1")).toMatch(/\?picc=[0-9A-F]{32}&cmac=94EED9EE65337086\0/);
  });

  it("counts once for each selection, however many reads the message takes", () => {
    const card = ntag424({ uid, keys });
    const first = readAll(card);
    const half = (command: string) => told(card, command).subarray(0, -2).toString("latin1");
    const inTwo = `${half("00 B0 00 00 40")}${half("00 B0 00 40 C0")}`;
    expect(first.startsWith(inTwo)).toBe(true);
    expect(readAll(card)).not.toBe(first);
  });

  it.each([
    ["a read of nothing", [READ], "6986"],
    ["a read of the application", [APPLICATION, READ], "6986"],
    ["its file outside the application", [FILE], "6A82"],
    ["another file", [APPLICATION, "00 A4 00 0C 02 E105"], "6A82"],
    ["a read beyond the file", [APPLICATION, FILE, "00 B0 01 00 10"], "6B00"],
    ["a read of no length", [APPLICATION, FILE, "00 B0 00 00"], "6700"],
    ["a command it does not know", ["00 D6 00 00 00"], "6D00"],
    ["a class it does not know", ["90 60 00 00 00"], "6E00"],
  ])("refuses %s", (_, commands, word) => {
    expect(statusOf(told(ntag424({ uid, keys }), ...commands))).toBe(word);
  });
});

describe("a card with nothing but a UID", () => {
  it.each([4, 7, 10])("of %i bytes has no answers", (length) => {
    const card = plainCard(Buffer.alloc(length, 1));
    expect([card.uid.length, card.ats, card.apdu(bytes(READ)).length]).toEqual([length, null, 0]);
  });

  it("may be random: its first byte is 08", () => {
    expect(randomUidCard([1, 2, 3]).uid).toEqual(Uint8Array.of(8, 1, 2, 3));
  });

  it("has no other lengths", () => {
    expect(() => plainCard(Buffer.alloc(5))).toThrow(/no UID has 5 bytes/);
  });
});
