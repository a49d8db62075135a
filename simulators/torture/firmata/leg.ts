import { attend } from "#edge/drivers/attend.ts";
import type { Front } from "#edge/drivers/board/face.ts";
import type { Source } from "#edge/drivers/driver.ts";
import { openRandom, type Random } from "../../village/random.ts";
import { type Bed, openBed } from "./bed.ts";
import { LEGS, type LegName } from "./legs.ts";
import { type Noise, SILENCE } from "./tampering.ts";

export type LegFigures = {
  /** Messages that were altered, lost, doubled, late or forged. */
  mutatedToBoard: number;
  mutatedToStation: number;
  /** All that were taken, good or not. */
  weights: number;
  /** Weights that the load cell never had. */
  invented: number;
  /** That it had, but more than a second before. */
  stale: number;
  /** Conversions that came twice. */
  repeated: number;
  /** Buttons that nobody pressed. */
  presses: number;
  /** Times that the board was given up, to be opened again. */
  lost: number;
  /** Errors that nobody caught. */
  uncaught: number;
  /** Times that no weights came again in the quiet. */
  stuck: number;
  /** Virtual ms from the end of the noise to weights, the longest. */
  longestBackMs: number;
  virtualSeconds: number;
};

export type LegOptions = {
  readonly name: LegName;
  /** Messages to tamper with. */
  readonly n: number;
  readonly seed: number;
  readonly isCareless: boolean;
};

type Play = {
  readonly bed: Bed;
  readonly random: Random;
  readonly n: number;
  readonly figures: LegFigures;
  uncaught(error: unknown): void;
};

/** One process plays one leg: its timers are virtual from here on, and what nobody catches is counted. */
export async function tortureLeg(options: LegOptions): Promise<LegFigures> {
  const { name, n, seed, isCareless } = options;
  const random = openRandom(seed, `firmata ${name}`);
  const figures = noFigures();
  const uncaught = (error: unknown) => {
    figures.uncaught += 1;
    console.error(`${name}:`, error);
  };
  process.on("uncaughtException", uncaught).on("unhandledRejection", uncaught);
  const bed = openBed(LEGS[name], random, isCareless);
  await playRounds({ bed, random, n, figures, uncaught });
  const { toBoard, toStation } = bed.mutated();
  const virtualSeconds = Math.round(Date.now() / 1000);
  return { ...figures, mutatedToBoard: toBoard, mutatedToStation: toStation, virtualSeconds };
}

/** Noise and quiet in turn; in each quiet, weights must come again. */
async function playRounds(play: Play): Promise<void> {
  const { bed, n, figures } = play;
  const abort = new AbortController();
  const listening = listen(play, abort.signal);
  const isEnough = () => bed.mutated().toBoard + bed.mutated().toStation >= n;
  do {
    bed.noise.toBoard = SILENCE;
    bed.noise.toStation = SILENCE;
    await untilBack(play);
    if (figures.stuck > 0 || isEnough()) break;
    await makeNoise(play, isEnough);
  } while (figures.uncaught === 0);
  abort.abort();
  let isOver = false;
  void listening.then(() => (isOver = true));
  await bed.time.until(() => isOver);
}

const SPOILT = [0, 0.01, 0.05, 0.2, 0.5];
const FORGED = [0, 0, 0, 0.05, 0.5];
const [SHORTEST_MS, LONGEST_MS] = [200, 5000];

const noiseBy = (random: Random): Noise => ({
  spoilt: random.pick(SPOILT),
  forged: random.pick(FORGED),
});

async function makeNoise({ bed, random }: Play, isEnough: () => boolean): Promise<void> {
  bed.noise.toBoard = noiseBy(random);
  bed.noise.toStation = noiseBy(random);
  const untilMs = Date.now() + random.whole(SHORTEST_MS, LONGEST_MS);
  while (Date.now() < untilMs && !isEnough()) {
    if (random.happens(0.5)) bed.devices.face.show(frontBy(random));
    if (random.happens(0.2)) bed.devices.face.beep([100, 100, 100]);
    await bed.time.run(random.whole(50, 800));
  }
}

const LINES = ["Hold your card", "Throw it in", "12.34 kg", "OK or cancel?", "ابو زيد"];

const frontBy = (random: Random): Front => ({
  lid: random.pick(["open", "closed", null]),
  light: random.happens(0.5),
  lines: [random.pick(LINES), random.pick(LINES)],
});

const BACK_WEIGHTS = 3;
const STUCK_MS = 60_000;

async function untilBack({ bed, figures }: Play): Promise<void> {
  const [fromMs, from] = [Date.now(), figures.weights];
  const isOver = () => Date.now() - fromMs >= STUCK_MS;
  await bed.time.until(() => figures.weights >= from + BACK_WEIGHTS || isOver(), 2 * STUCK_MS);
  if (isOver()) figures.stuck += 1;
  else figures.longestBackMs = Math.max(figures.longestBackMs, Date.now() - fromMs);
}

async function listen(play: Play, signal: AbortSignal): Promise<void> {
  const { bed, figures, uncaught } = play;
  const { scale, keypad, face } = bed.devices;
  const hear = <Event>(source: Source<Event>, onEvent: (event: Event) => void) =>
    attend(source, {
      ...{ signal, onEvent },
      after(delayMs, action) {
        const timer = setTimeout(action, delayMs);
        return () => clearTimeout(timer);
      },
      onState(state) {
        if (state === "lost" && source === scale) figures.lost += 1;
      },
    }).catch(uncaught);
  await Promise.all([
    hear(scale, (sample) => {
      const verdict = bed.cell.judge(sample);
      if (verdict === null) return;
      figures.weights += 1;
      if (verdict !== "good") figures[verdict] += 1;
    }),
    hear(keypad, () => {
      figures.presses += 1;
    }),
    hear(face, () => {}),
  ]);
}

const noFigures = (): LegFigures => ({
  ...{ mutatedToBoard: 0, mutatedToStation: 0, weights: 0, invented: 0, stale: 0, repeated: 0 },
  ...{ presses: 0, lost: 0, uncaught: 0, stuck: 0, longestBackMs: 0, virtualSeconds: 0 },
});
