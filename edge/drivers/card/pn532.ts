import * as z from "zod";
import {
  DeviceLost,
  type SerialLine,
  type Source,
  serialFields,
  type Tally,
  tally,
} from "../driver.ts";
import { readProof, type Said } from "./card-files.ts";
import type { SunNames } from "./ndef-sun.ts";
import { type Chip, openChip } from "./pn532-chip.ts";
import { type CardTools, readerFields, type Tap, tapsOf } from "./tap.ts";

/** Section [reader] of station.toml. */
export const pn532Config = z
  .strictObject({
    kind: z.literal("pn532"),
    ...serialFields,
    baud_rate: serialFields.baud_rate.default(115_200),
    ...readerFields,
    /** Names in the address of a card that proves itself. */
    picc_parameter: z.string().min(1).max(32).default("picc"),
    cmac_parameter: z.string().min(1).max(32).default("cmac"),
  })
  .transform((section) => ({
    kind: section.kind,
    path: section.path,
    baudRate: section.baud_rate,
    absenceMs: section.absence_ms,
    names: { picc: section.picc_parameter, cmac: section.cmac_parameter },
  }));
export type Pn532Config = z.output<typeof pn532Config>;

/**
 * NXP's PN532 on a serial line (HSU), for cards of ISO 14443 A: it is asked again and again whether a card
 * is there, and a new one is read. Source: NXP UM0701-02, "PN532 user manual".
 */
export function pn532(config: Pn532Config, tools: CardTools): Source<Tap> {
  const { path } = config;
  const counted = tally();
  return {
    path,
    counts: counted.counts,
    async open() {
      const line = await tools.ports.openSerial(path, config);
      return {
        events: (signal) => taps({ line, config, tools, counted, signal }),
        close: () => line.close(),
      };
    },
  };
}

const [GET_FIRMWARE, SAM_CONFIGURATION, RF_CONFIGURATION, LIST, EXCHANGE] = [
  0x02, 0x14, 0x32, 0x4a, 0x40,
];
const IC_PN532 = 0x32;
/** Tries of an activation, so that an empty field is answered at once: MaxRtyPassiveActivation. */
const RETRIES = [0x05, 0xff, 0x01, 0x01];
const POLL_MS = 100;
/** A chip that has been silent so often is gone, or has lost its power. */
const MOST_SILENCES = 3;

type Reading = {
  readonly line: SerialLine;
  readonly config: Pn532Config;
  readonly tools: CardTools;
  readonly counted: Tally;
  readonly signal: AbortSignal;
};

async function* taps({ line, config, tools, counted, signal }: Reading): AsyncGenerator<Tap> {
  const chip = openChip(line, { after: tools.after, counted, signal });
  const known = tapsOf(tools, config.absenceMs);
  await begin(chip, config.path);
  let silences = 0;
  while (!signal.aborted) {
    const listed = await chip.ask(LIST, [1, 0]);
    silences = listed === null ? silences + 1 : 0;
    if (silences === MOST_SILENCES) throw new DeviceLost(`${config.path}: the PN532 went silent`);
    const target = listed === null ? null : targetIn(listed);
    if (target === null) {
      await chip.pause(POLL_MS);
      continue;
    }
    const uptimeMs = tools.uptimeMs();
    if (isRandom(target.uid)) counted.add(0, 1);
    else if (!known.isThere(target.uid, uptimeMs)) {
      const said = target.speaks ? await ask(chip, config.names) : NOTHING;
      // Of a card that can prove itself a tap without proof is worth nothing: it is read anew.
      if (said.kind === "gone") continue;
      const tap = known.one(target.uid, uptimeMs, said.kind === "proof" ? said.proof : null);
      if (tap !== null) yield tap;
    } else known.one(target.uid, uptimeMs);
    await chip.pause(POLL_MS);
  }
}

const NOTHING: Said = { kind: "nothing" };

/** @throws DeviceLost where there is no PN532 */
async function begin(chip: Chip, path: string): Promise<void> {
  await chip.wake();
  await chip.ask(SAM_CONFIGURATION, [0x01, 0x14, 0x01]);
  const firmware = await chip.ask(GET_FIRMWARE);
  if (firmware?.[0] !== IC_PN532) throw new DeviceLost(`${path}: no PN532 answers there`);
  await chip.ask(RF_CONFIGURATION, RETRIES);
}

type Target = {
  readonly uid: Uint8Array;
  /** It takes APDUs (ISO 14443-4). */
  readonly speaks: boolean;
};

const UID_LENGTHS: readonly number[] = [4, 7, 10];
const SPEAKS = 0x20;

/** Count, then of the first: number, SENS_RES, SEL_RES, length of the UID, UID. */
function targetIn(data: Uint8Array): Target | null {
  const [count, , , , selRes = 0, length = 0] = data;
  const uid = data.subarray(6, 6 + length);
  if (count !== 1 || !UID_LENGTHS.includes(length) || uid.length !== length) return null;
  return { uid: Uint8Array.from(uid), speaks: (selRes & SPEAKS) !== 0 };
}

const RANDOM = 0x08;

/** A UID of four bytes that begins so is made anew at each tap (ISO 14443-3): it names nobody. */
const isRandom = (uid: Uint8Array) => uid.length === 4 && uid[0] === RANDOM;

function ask(chip: Chip, names: SunNames): Promise<Said> {
  return readProof(async (command) => {
    const answer = await chip.ask(EXCHANGE, [1, ...command], 1000);
    const isThere = answer !== null && answer[0] === 0;
    return isThere ? answer.subarray(1) : null;
  }, names);
}
