import { readFileSync } from "node:fs";
import { carriedConfig } from "#edge/capture/config.ts";
import { type CaptureLine, textOf } from "#edge/capture/format.ts";
import { cardIdOf } from "#edge/drivers/card/card-id.ts";
import { sampleStamp } from "../gateway/samples.ts";
import { type Key, keyByte } from "../keypad/keypad.ts";
import { mtSicsScale } from "../scale/mt-sics.ts";
import { openPlatform, type Platform } from "../scale/platform.ts";
import { openRandom } from "../village/random.ts";

// What docs/examples/capture.jsonl is made of: three visits to a simulated station.

const SAMPLE_MS = 100;
const START_MS = sampleStamp().uptimeMs;
const CARD_KEY = Buffer.alloc(32, 15);
const cardOf = (uid: string) => cardIdOf(CARD_KEY, Buffer.from(uid, "hex"));
const [ANN, BEN] = [cardOf("0100a1b2c3"), cardOf("0100a1b2c4")] as const;

type Act = (platform: Platform, t: number) => readonly CaptureLine[];
const tap =
  (card = ANN): Act =>
  (_, t) => [{ t, device: "reader", card }];
const press =
  (key: Key): Act =>
  (_, t) => [{ t, device: "keypad", bytes: Buffer.from(keyByte(key)).toString("base64") }];
const put =
  (grams: number, wobbling = false): Act =>
  (platform) => {
    platform.put(grams, { wobbling });
    return [];
  };
const clear: Act = (platform) => {
  platform.clear();
  return [];
};
const unplug: Act = (_, t) => [
  { t, device: "scale", lost: "/dev/serial/by-id/usb-scale: unplugged" },
];

/** s after the start. */
const SCRIPT: readonly (readonly [number, Act])[] = [
  // A bag of plastic, from tap to taking it off.
  [1, tap()],
  [2, press("3")],
  [3, put(4320)],
  [7, press("confirm")],
  [8, clear],
  // Somebody else holds on to a bag of paper, has the scale unplugged, and gives up.
  [11, tap(BEN)],
  [12, press("2")],
  [13, put(1510, true)],
  [16, unplug],
  [17.5, press("cancel")],
  [18, clear],
  // The first one again: a key that means nothing, and organic waste.
  [21, tap()],
  [22, press("9")],
  [23, press("1")],
  [24, put(12_340)],
  [28.5, press("confirm")],
  [30, clear],
];
const END_S = 34;
/** s: a scale that was unplugged says nothing. */
const SILENT = { from: 16, to: 17 } as const;

/** The same text at every call. */
export function sampleCapture(): string {
  const config = carriedConfig(readFileSync("docs/examples/station.toml", "utf8"));
  const header = { v: 1, station: "beitillo/beitillo-01", at: sampleStamp(), config } as const;
  return [textOf(header), ...linesOfScript().map(textOf)].join("");
}

function linesOfScript(): CaptureLine[] {
  let now = START_MS;
  const platform = openPlatform(() => now, openRandom(1, "capture"));
  let scale = mtSicsScale.onCommand(mtSicsScale.initial, "SIR").state;
  const lines: CaptureLine[] = [];
  for (; now < START_MS + END_S * 1000; now += SAMPLE_MS) {
    const seconds = (now - START_MS) / 1000;
    const due = SCRIPT.filter(([at]) => at === seconds).flatMap(([, act]) => act(platform, now));
    const step = mtSicsScale.onSample(scale, platform.feel());
    scale = step.state;
    const isSilent = seconds >= SILENT.from && seconds < SILENT.to;
    const bytes = Buffer.from(step.replies.join(""), "latin1").toString("base64");
    lines.push(...due);
    if (!isSilent) lines.push({ t: now, device: "scale", bytes });
  }
  return lines;
}
