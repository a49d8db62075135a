import { emptyPlatform, gramsAt, type Swing, swungTo } from "../scale/load-cell.ts";
import type { Random } from "../village/random.ts";

/** What a load cell feels of one load, from before it comes until long after it lies still. */
export type LoadTrace = {
  readonly trueGrams: number;
  readonly arrivesMs: number;
  /** From then on what is felt, but for noise, stays within half a division of the true weight. */
  readonly settledMs: number;
  readonly endMs: number;
  /** g, without noise. */
  feltAt(ms: number): number;
};

/** One swell of wind on the platform: a raised cosine, up or down. */
type Gust = { readonly fromMs: number; readonly lengthMs: number; readonly grams: number };
/** A hand that leans on the load (or lifts it), never quite steady, until it lets go. */
type Hand = {
  readonly grams: number;
  readonly letsGoMs: number;
  /** Hz and g; physiological tremor lies between 6 and 12 Hz, and a held force drifts within seconds. */
  readonly waves: readonly { readonly hz: number; readonly grams: number; readonly at: number }[];
};
/** A cell that has not quite come to its final value yet; the rest fades exponentially. */
type Creep = { readonly grams: number; readonly fadeMs: number };

const AFTER_ARRIVAL_MS = 30_000;
const SETTLING_STEP_MS = 5;

export function drawLoadTrace(random: Random, divisionGrams: number): LoadTrace {
  const trueGrams = random.between(500, 25_000);
  const arrivesMs = random.between(2000, 6000);
  const hand = random.happens(1 / 3) ? drawHand(random, arrivesMs) : null;
  const gusts = random.happens(1 / 3) ? drawGusts(random, arrivesMs) : [];
  const creep = { grams: random.between(0, 10), fadeMs: random.between(1000, 8000) };
  const swings = swingsOf(random, { trueGrams, arrivesMs, hand });
  const feltAt = (ms: number) => {
    const [empty, first, last] = swings;
    const swing = ms < arrivesMs ? empty : hand !== null && ms >= hand.letsGoMs ? last : first;
    return gramsAt(swing, ms) + handAt(hand, ms, arrivesMs) + windAt(gusts, ms) - creepAt(ms);
  };
  const creepAt = (ms: number) => fadedAt(creep, ms - arrivesMs);
  const endMs = arrivesMs + AFTER_ARRIVAL_MS;
  const settledMs = settledAt({ feltAt, trueGrams, arrivesMs, endMs }, divisionGrams / 2);
  return { trueGrams, arrivesMs, settledMs, endMs, feltAt };
}

type Shape = Pick<LoadTrace, "trueGrams" | "arrivesMs"> & { readonly hand: Hand | null };

function swingsOf(
  random: Random,
  { trueGrams, arrivesMs, hand }: Shape,
): readonly [Swing, Swing, Swing] {
  const manner = {
    frequencyHz: random.between(1, 4),
    decayMs: random.between(200, 500),
    wobbleGrams: 0,
  };
  const [leaning, letsGoMs] = [hand?.grams ?? 0, hand?.letsGoMs ?? arrivesMs];
  const first = swungTo(emptyPlatform, { ...manner, toGrams: trueGrams + leaning }, arrivesMs);
  return [emptyPlatform, first, swungTo(first, { ...manner, toGrams: trueGrams }, letsGoMs)];
}

function drawHand(random: Random, arrivesMs: number): Hand {
  const grams = random.pick([-1, 1, 1]) * random.between(1000, 8000);
  const wave = (lowHz: number, highHz: number, low: number, high: number) => ({
    hz: random.between(lowHz, highHz),
    grams: Math.abs(grams) * random.between(low, high),
    at: random.between(0, 2 * Math.PI),
  });
  const waves = [wave(6, 12, 0.002, 0.01), wave(0.1, 0.4, 0.02, 0.06), wave(0.4, 1, 0.005, 0.02)];
  return { grams, letsGoMs: arrivesMs + random.between(1000, 8000), waves };
}

function handAt(hand: Hand | null, ms: number, arrivesMs: number): number {
  if (hand === null || ms < arrivesMs || ms >= hand.letsGoMs) return 0;
  const waveAt = ({ hz, grams, at }: Hand["waves"][number]) =>
    grams * Math.sin(2 * Math.PI * hz * (ms / 1000) + at);
  return hand.waves.reduce((sum, wave) => sum + waveAt(wave), 0);
}

/** A windy quarter of a minute, some of it before the load comes. */
function drawGusts(random: Random, arrivesMs: number): readonly Gust[] {
  const strength = random.between(10, 80);
  return Array.from({ length: random.whole(3, 10) }, () => ({
    fromMs: random.between(-2000, arrivesMs + 10_000),
    lengthMs: random.between(1000, 6000),
    grams: strength * random.between(-1, 1),
  }));
}

function windAt(gusts: readonly Gust[], ms: number): number {
  return gusts.reduce((sum, { fromMs, lengthMs, grams }) => {
    const part = (ms - fromMs) / lengthMs;
    return part <= 0 || part >= 1 ? sum : sum + (grams * (1 - Math.cos(2 * Math.PI * part))) / 2;
  }, 0);
}

function fadedAt({ grams, fadeMs }: Creep, ms: number): number {
  return ms < 0 ? 0 : grams * Math.exp(-ms / fadeMs);
}

function settledAt(trace: Omit<LoadTrace, "settledMs">, within: number): number {
  const { feltAt, trueGrams, arrivesMs, endMs } = trace;
  for (let ms = endMs; ms > arrivesMs; ms -= SETTLING_STEP_MS) {
    if (Math.abs(feltAt(ms) - trueGrams) > within) return Math.min(endMs, ms + SETTLING_STEP_MS);
  }
  return arrivesMs;
}

/** What an indicator shows: whole divisions. */
export type Indication = { readonly uptimeMs: number; readonly grams: number };
/** g: standard deviation of a 60 kg cell behind its filter. */
const NOISE_GRAMS = 1.5;

export function indicationsOf(
  trace: LoadTrace,
  by: { readonly perSecond: number; readonly divisionGrams: number },
  random: Random,
): readonly Indication[] {
  const { perSecond, divisionGrams } = by;
  const count = Math.floor((trace.endMs / 1000) * perSecond);
  return Array.from({ length: count }, (_, index) => {
    const uptimeMs = Math.round((index * 1000) / perSecond);
    const felt = trace.feltAt(uptimeMs) + NOISE_GRAMS * random.normal();
    return { uptimeMs, grams: Math.round(felt / divisionGrams) * divisionGrams };
  });
}
