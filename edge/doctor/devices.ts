import type { StationConfig } from "../config.ts";
import type { After, SerialPorts, Source } from "../drivers/driver.ts";
import { type Devices, devicesOf } from "../drivers/registry.ts";
import type { DeviceName } from "../panel/view.ts";
import { weighingBy } from "../weighing/config.ts";
import { type Finding, fault, fine, warning } from "./finding.ts";
import { type Heard, listenFor } from "./listen.ts";
import { likelyRate, type Trial, USUAL_RATES } from "./rates.ts";
import { judgeSamples } from "./scale.ts";

export type DeviceParts = {
  readonly config: Pick<StationConfig, "devices" | "weighing">;
  readonly ports: SerialPorts;
  /** Real time. */
  readonly after: After;
  readonly uptimeMs: () => number;
  /** Wait for a card and a key, of somebody who stands there. */
  readonly tap: boolean;
  /** To that somebody. */
  readonly say: (text: string) => void;
};

/** Longer than the silence after which a scale is asked again. */
const SCALE_MS = 4000;
const ENOUGH_SAMPLES = 15;
const TRIAL_MS = 1500;
/** Longer than a PN532 and a PC/SC program need to say that nobody is there. */
const OPEN_MS = 2000;
const TAP_MS = 20_000;
/** Once it is open. */
const BOARD_MS = 100;

export function tryDevice(device: DeviceName, parts: DeviceParts): Promise<Finding[]> {
  if (device === "board") return tryBoard(parts);
  return device === "scale" ? tryScale(parts) : tryHeld(device, parts);
}

/** Nobody's cards are named here: which key names them does not matter. */
function devicesAt({ config, ports, after, uptimeMs }: DeviceParts, baudRate?: number): Devices {
  const { scale, reader, keypad, board } = config.devices;
  const rate = baudRate === undefined ? {} : { baudRate };
  const devices = {
    scale: { ...scale, ...rate },
    reader: { ...reader, ...rate },
    keypad: keypad === null ? null : { ...keypad, ...rate },
    board,
  };
  return devicesOf(devices, { ports, after, uptimeMs, cardKey: new Uint8Array(32) });
}

async function tryScale(parts: DeviceParts): Promise<Finding[]> {
  const { after, config } = parts;
  const enough = (events: readonly unknown[]) => events.length >= ENOUGH_SAMPLES;
  const heard = await listenFor(devicesAt(parts).scale, { forMs: SCALE_MS, after, enough });
  if (heard.lost !== null) return [fault("scale", sentence(heard.lost))];
  const { frames, ignored } = heard.counts;
  if (frames === 0) return [await findRate("scale", heard, parts)];
  const { instrument } = config.devices.scale;
  const found = judgeSamples(heard.events, weighingBy(instrument, config.weighing));
  return ignored * 10 > frames ? [...found, noisy(ignored, frames + ignored)] : found;
}

const noisy = (ignored: number, all: number): Finding =>
  warning("scale", `${ignored} of ${all} frames were broken: look at the cable and its earth.`);

/** A board says nothing by itself: that it could be opened is all there is to know. */
async function tryBoard(parts: DeviceParts): Promise<Finding[]> {
  const { board } = devicesAt(parts);
  if (board === null) return [];
  const heard = await listenFor(board, { forMs: BOARD_MS, after: parts.after });
  if (heard.lost !== null) return [fault("board", sentence(heard.lost))];
  return [fine("board", "answers as Firmata does.")];
}

const PROMPT = { reader: "Hold a card to the reader.", keypad: "Press a key of the keypad." };
const SILENT = { reader: "no card was heard", keypad: "no key was heard" };

/** What speaks only when a person does something. */
async function tryHeld(device: "reader" | "keypad", parts: DeviceParts): Promise<Finding[]> {
  const source = devicesAt(parts)[device];
  if (source === null) return [];
  const { after, tap, say } = parts;
  if (tap) say(PROMPT[device]);
  const enough = (events: readonly unknown[]) => events.length > 0;
  const heard = await listenFor<unknown>(source, { forMs: tap ? TAP_MS : OPEN_MS, after, enough });
  if (heard.lost !== null) return [fault(device, sentence(heard.lost))];
  if (heard.events.length > 0) return [fine(device, "answers.")];
  if (!tap) return [fine(device, "can be opened; it speaks only when used: try it with --tap.")];
  return [await findRate(device, heard, parts)];
}

/** By the driver's own parser: the rate at which it understands most. */
async function findRate(
  device: Exclude<DeviceName, "board">,
  { counts }: Pick<Heard<unknown>, "counts">,
  parts: DeviceParts,
): Promise<Finding> {
  const isSilent = device !== "scale" && counts.ignored === 0; // a scale may not have understood us
  const section = parts.config.devices[device];
  const isSerial = section !== null && "baudRate" in section;
  const rate = isSilent || !isSerial ? null : likelyRate(await trialsOf(device, parts));
  if (rate !== null) {
    return fault(device, `it speaks at ${rate} bit/s: write baud_rate = ${rate} into [${device}].`);
  }
  if (counts.ignored > 0) {
    return fault(device, "what it sends is not understood at any rate: look at `kind` and parity.");
  }
  const silence = device === "scale" ? "it does not answer" : SILENT[device];
  return fault(device, `${silence}: look at its power, its cable and \`path\` in [${device}].`);
}

async function trialsOf(
  device: Exclude<DeviceName, "board">,
  parts: DeviceParts,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  const section = parts.config.devices[device];
  if (section === null || !("baudRate" in section)) return trials; // no line with a rate
  for (const baudRate of USUAL_RATES) {
    const source: Source<unknown> | null = devicesAt(parts, baudRate)[device];
    if (source === null) continue;
    if (parts.tap && device !== "scale") parts.say("Once more, please.");
    const { counts } = await listenFor(source, { forMs: TRIAL_MS, after: parts.after });
    trials.push({ baudRate, counts });
  }
  return trials;
}

const sentence = (message: string) => {
  const isLocked = /lock|busy|EBUSY|in use/i.test(message);
  return isLocked ? `${message}: another process has it; stop that one.` : `${message}.`;
};
