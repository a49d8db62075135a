import { nothingYet, readChip } from "#edge/drivers/card/pn532-frame.ts";
import { readUidLines } from "#edge/drivers/card/serial-uid.ts";
import { noLine } from "#edge/drivers/lines.ts";
import { serialUidLine } from "../../reader/serial-uid.ts";
import type { Random } from "../../village/random.ts";
import * as oracles from "./reader-oracles.ts";
import type { Parser, Subject } from "./subjects.ts";

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const bytes = (random: Random, count: number) =>
  Uint8Array.from({ length: count }, () => random.whole(0, 255));
const latin = (some: Uint8Array) => Buffer.from(some).toString("latin1");

function uidParser(): Parser {
  let state = noLine;
  return (chunk) => {
    const step = readUidLines(state, chunk, "hex");
    state = step.state;
    return step.uids.map(hexOf);
  };
}

function chipParser(): Parser {
  let state = nothingYet;
  return (chunk) => {
    const step = readChip(state, chunk);
    state = step.state;
    return step.frames.map((frame) => (frame.kind === "answer" ? hexOf(frame.bytes) : frame.kind));
  };
}

/** What the chip says: an acknowledgement, an error, or an answer about a card. */
function chipFrame(random: Random): string {
  const other = ["\0\0\xff\0\xff\0", "\0\0\xff\xff\0\0", "\0\0\xff\x01\xff\x7f\x81\0"];
  if (random.happens(0.3)) return random.pick(other);
  const uid = bytes(random, random.pick([4, 7, 10]));
  const body = Uint8Array.of(0xd5, 0x4b, 1, 1, 0, 4, 8, uid.length, ...uid);
  const sum = body.reduce((all, byte) => all + byte, 0);
  const extended = random.happens(0.2);
  const lengths = extended
    ? [0xff, 0xff, 0, body.length, 256 - body.length]
    : [body.length, 256 - body.length];
  return latin(Uint8Array.of(0, 0, 0xff, ...lengths, ...body, -sum & 0xff, 0));
}

export const readerSubjects: readonly Subject[] = [
  {
    name: "serial-uid",
    open: uidParser,
    oracle: oracles.serialUid,
    frame: (random) =>
      latin(
        serialUidLine(
          bytes(random, random.pick([4, 5, 7, 10])),
          "hex",
          random.pick(["\r\n", "\r", "\n"]),
        ),
      ),
  },
  { name: "pn532", open: chipParser, oracle: oracles.pn532, frame: chipFrame },
];
