import * as z from "zod";
import { DeviceLost, type Source, type Tally, tally } from "../driver.ts";
import type { Command, Programs } from "../programs.ts";
import { readProof, type Said } from "./card-files.ts";
import { noScan, readScan, type ScanEvent } from "./pcsc-text.ts";
import { apdusThrough, scriptor } from "./scriptor.ts";
import { type CardTools, readerFields, type Tap, tapsOf } from "./tap.ts";
import { isRandomUid } from "./uid.ts";

/** Section [reader] of station.toml. */
export const pcscConfig = z
  .strictObject({
    kind: z.literal("pcsc"),
    /** How the reader's name begins, as pcsc_scan says it; any reader when not given. */
    reader: z.string().min(1).max(120).default(""),
    ...readerFields,
    /** Names in the address of a card that proves itself. */
    picc_parameter: z.string().min(1).max(32).default("picc"),
    cmac_parameter: z.string().min(1).max(32).default("cmac"),
  })
  .transform((section) => ({
    kind: section.kind,
    reader: section.reader,
    absenceMs: section.absence_ms,
    names: { picc: section.picc_parameter, cmac: section.cmac_parameter },
  }));
export type PcscConfig = z.output<typeof pcscConfig>;

export type PcscTools = CardTools & { readonly programs: Programs };

/**
 * USB readers of ISO 14443 cards that pcscd drives. pcsc_scan tells of cards that come and go; scriptor
 * speaks to one that came. Both are Debian's; a package for Node would have to be compiled.
 */
export function pcsc(config: PcscConfig, tools: PcscTools): Source<Tap> {
  const counted = tally();
  return {
    path: config.reader === "" ? "pcsc" : `pcsc ${config.reader}`,
    counts: counted.counts,
    async open() {
      const scan = await tools.programs.open(scanner);
      return {
        async *events(signal) {
          const desk = openDesk({ config, tools, counted, signal });
          let state = noScan;
          for await (const chunk of scan.chunks(signal)) {
            const read = readScan(state, chunk);
            state = read.state;
            for (const event of read.events) yield* desk.take(event);
          }
        },
        close: () => scan.close(),
      };
    },
  };
}

/** `-n`: does not explain the card; `-q`: no moving bar. */
const scanner: Command = { file: "pcsc_scan", args: ["-n", "-q"], debianPackage: "pcsc-tools" };

type Desk = {
  readonly config: PcscConfig;
  readonly tools: PcscTools;
  readonly counted: Tally;
  readonly signal: AbortSignal;
};

const TRIES = 3;
const BETWEEN_TRIES_MS = 250;

function openDesk(desk: Desk) {
  const { config, tools, counted, signal } = desk;
  const taps = tapsOf(tools, config.absenceMs);
  let last: Uint8Array | null = null;

  async function* cardIn(reader: string): AsyncGenerator<Tap> {
    const uptimeMs = tools.uptimeMs();
    const { uid, said } = await readPatiently(desk, reader);
    if (signal.aborted) return;
    const isNobody = uid === null || isRandomUid(uid);
    counted.add(isNobody ? 0 : 1, isNobody ? 1 : 0);
    if (isNobody) return;
    last = uid;
    const tap = taps.one(uid, uptimeMs, said.kind === "proof" ? said.proof : null);
    if (tap !== null) yield tap;
  }

  return {
    async *take(event: ScanEvent): AsyncGenerator<Tap> {
      if (event.kind === "no-reader") throw new DeviceLost("pcsc: no reader is there");
      if (!event.reader.startsWith(config.reader)) return;
      if (event.kind === "inserted") yield* cardIn(event.reader);
      else if (last !== null) taps.one(last, tools.uptimeMs()); // it lay there until now
    },
  };
}

type Read = { readonly uid: Uint8Array | null; readonly said: Said };

/**
 * A card with a proof that could not be read is read again while it lies there; one that goes on
 * failing is a card without a proof, one that is gone no card.
 */
async function readPatiently(desk: Desk, reader: string): Promise<Read> {
  let read = await readOnce(desk, reader);
  for (let tried = 1; tried < TRIES && read.said.kind === "gone"; tried += 1) {
    if (desk.signal.aborted) break;
    await new Promise<void>((resolve) => void desk.tools.after(BETWEEN_TRIES_MS, resolve));
    read = await readOnce(desk, reader);
  }
  return read;
}

/** PC/SC part 3, 3.2.2.1.3: the reader itself answers with the card's UID. */
const GET_UID = [0xff, 0xca, 0, 0, 0];
const UID_BYTES: readonly number[] = [4, 7, 10];

async function readOnce({ config, tools, signal }: Desk, reader: string): Promise<Read> {
  const line = await tools.programs.open(scriptor(reader));
  try {
    const send = apdusThrough(line, tools.after, signal);
    const answer = await send(GET_UID);
    if (answer === null) return { uid: null, said: { kind: "gone" } };
    const isGood = answer.at(-2) === 0x90 && answer.at(-1) === 0;
    const uid = answer.slice(0, -2);
    if (!isGood || !UID_BYTES.includes(uid.length)) return { uid: null, said: { kind: "nothing" } };
    return { uid, said: await readProof(send, config.names) };
  } finally {
    await line.close();
  }
}
