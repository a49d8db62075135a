import { noFrame, readTags } from "#edge/drivers/card/tag-frames.ts";
import { andProtocol } from "#edge/drivers/scale/and-standard.ts";
import { cas10Protocol, cas22Protocol } from "#edge/drivers/scale/cas.ts";
import { mtSicsProtocol } from "#edge/drivers/scale/mt-sics.ts";
import { ohausProtocol } from "#edge/drivers/scale/ohaus.ts";
import { sbiProtocol } from "#edge/drivers/scale/sartorius-sbi.ts";
import type { ScaleProtocol } from "#edge/drivers/scale/serial-scale.ts";
import { toledoProtocol } from "#edge/drivers/scale/toledo-continuous.ts";
import { id12laFrame, rdm6300Frame } from "../../reader/rdm6300.ts";
import { frameOf, type PlainKind } from "../../scale/languages.ts";
import type { Random } from "../../village/random.ts";
import type { Oracle, Word } from "./oracles.ts";
import * as oracles from "./oracles.ts";

/** A driver's parser, fed piece by piece from its beginning. */
export type Parser = (chunk: Uint8Array) => readonly Word[];

export type Subject = {
  readonly name: string;
  /** A parser at the beginning of a stream. */
  open(): Parser;
  readonly oracle: Oracle;
  /** One frame that the device may send. */
  frame(random: Random): string;
};

const scale = <State>(
  name: string,
  protocol: ScaleProtocol<State>,
  oracle: Oracle,
  frame: Subject["frame"],
): Subject => ({ name, open: () => scaleParser(protocol), oracle, frame });

export function scaleParser<State>({ initial, read }: ScaleProtocol<State>): Parser {
  let state = initial;
  return (chunk) => {
    const step = read(state, chunk);
    state = step.state;
    return step.frames.flatMap(({ reading }) =>
      reading.ok ? [`${reading.value.gross} ${reading.value.stable ? "S" : "D"}`] : [],
    );
  };
}

function tagParser(ending: string): Parser {
  let state = noFrame;
  return (chunk) => {
    const step = readTags(state, { chunk, uptimeMs: 0, halfFrameMs: 1000, ending });
    state = step.state;
    return step.uids.map((uid) => Buffer.from(uid).toString("hex"));
  };
}

const indication = (random: Random) => ({
  grams: random.whole(-30, 6000) * 10,
  stable: random.happens(0.7),
  range: random.pick(["within", "within", "within", "within", "over", "under"] as const),
});

const plain = (kind: PlainKind) => (random: Random) => frameOf(kind, indication(random));

function sicsFrame(random: Random): string {
  const { grams, stable, range } = indication(random);
  const kilograms = (grams / 1000).toFixed(3).padStart(10);
  const weight = `S ${stable ? "S" : "D"} ${kilograms} kg`;
  const inGrams = `S S ${String(grams).padStart(10)} g`;
  const other = [
    "S +",
    "S -",
    "S I",
    "Z A",
    "ES",
    "TAC A",
    "TA A      0.000 kg",
    "TA A      0.360 kg",
  ];
  if (range !== "within") return `${random.pick(other)}\r\n`;
  return `${random.happens(0.9) ? weight : inGrams}\r\n`;
}

const tagFrame = (encode: typeof rdm6300Frame) => (random: Random) => {
  const tag = Array.from({ length: 5 }, () => random.whole(0, 255).toString(16).padStart(2, "0"));
  return Buffer.from(encode(tag.join("").toUpperCase())).toString("latin1");
};

export const subjects: readonly Subject[] = [
  scale("mt-sics", mtSicsProtocol, oracles.mtSics, sicsFrame),
  scale(
    "toledo-continuous",
    toledoProtocol({ checksum: true }),
    oracles.toledo,
    plain("toledo-continuous"),
  ),
  scale("and-standard", andProtocol, oracles.and, plain("and-standard")),
  scale("cas-22", cas22Protocol, oracles.cas22, plain("cas-22")),
  scale("cas-10", cas10Protocol("kg"), oracles.cas10, plain("cas-10")),
  scale("sartorius-sbi", sbiProtocol({ pollMs: 100 }), oracles.sbi, plain("sartorius-sbi")),
  scale("ohaus", ohausProtocol, oracles.ohaus, plain("ohaus")),
  {
    name: "rdm6300",
    open: () => tagParser("\x03"),
    oracle: oracles.tags("\\x03"),
    frame: tagFrame(rdm6300Frame),
  },
  {
    name: "id-12la",
    open: () => tagParser("\r\n\x03"),
    oracle: oracles.tags("\\r\\n\\x03"),
    frame: tagFrame(id12laFrame),
  },
];
