import { openRandom, type Random } from "../../village/random.ts";
import { lenient } from "./lenient.ts";
import { chunksOf, spoil } from "./stream.ts";
import { type Subject, subjects } from "./subjects.ts";

export type DriverFigures = {
  /** Sent, whole or broken. */
  frames: number;
  /** Weights or cards that the driver took. */
  accepted: number;
  /** Errors thrown. */
  uncaught: number;
  /** Taken, though no such frame stood there. */
  outsideGrammar: number;
  /** Not taken, though the frame stood there whole. */
  missed: number;
};

export type FramesFigures = {
  readonly drivers: Readonly<Record<string, DriverFigures>>;
  readonly uncaught: number;
  readonly outsideGrammar: number;
  readonly missed: number;
  readonly seconds: number;
};

export type FramesOptions = {
  /** Frames for each driver. */
  readonly n: number;
  readonly seed: number;
  /** `lenient`: parsers that look at neither unit nor check sum. */
  readonly mutant: "lenient" | null;
  readonly log: (line: string) => void;
};

/** Each stream begins anew with so many frames, as after an unplugging. */
const FRAMES_IN_STREAM = 200;

/** Broken frames for every driver, each answer compared with what an oracle reads in the same bytes. */
export function tortureFrames({ n, seed, mutant, log }: FramesOptions): FramesFigures {
  const begunMs = performance.now();
  const drivers: Record<string, DriverFigures> = {};
  for (const subject of subjects) {
    const tried = mutant === null ? subject : lenient(subject);
    drivers[subject.name] = tryDriver(tried, n, openRandom(seed, subject.name));
    log(`${subject.name}: ${JSON.stringify(drivers[subject.name])}`);
  }
  const sum = (name: keyof DriverFigures) =>
    Object.values(drivers).reduce((total, figures) => total + figures[name], 0);
  return {
    drivers,
    uncaught: sum("uncaught"),
    outsideGrammar: sum("outsideGrammar"),
    missed: sum("missed"),
    seconds: Math.round((performance.now() - begunMs) / 100) / 10,
  };
}

function tryDriver(subject: Subject, n: number, random: Random): DriverFigures {
  const figures = { frames: 0, accepted: 0, uncaught: 0, outsideGrammar: 0, missed: 0 };
  while (figures.frames < n) {
    const count = Math.min(FRAMES_IN_STREAM, n - figures.frames);
    const frames = Array.from({ length: count }, () => spoil(subject.frame(random), random));
    figures.frames += count;
    tryStream(subject, frames.join(""), random, figures);
  }
  return figures;
}

function tryStream(subject: Subject, stream: string, random: Random, figures: DriverFigures): void {
  const expected = subject.oracle(stream);
  const parse = subject.open();
  const accepted: string[] = [];
  try {
    for (const chunk of chunksOf(stream, random)) accepted.push(...parse(chunk));
  } catch {
    figures.uncaught += 1;
  }
  figures.accepted += accepted.length;
  if (accepted.join() === expected.join()) return;
  const [outside, missed] = [leftOf(accepted, expected), leftOf(expected, accepted)];
  figures.outsideGrammar += outside + missed === 0 ? 1 : outside; // the same in another order is wrong too
  figures.missed += missed;
}

/** How many of the one are not among the other, each counted as often as it is there. */
function leftOf(some: readonly string[], others: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of others) counts.set(word, (counts.get(word) ?? 0) + 1);
  return some.filter((word) => {
    const count = counts.get(word) ?? 0;
    counts.set(word, count - 1);
    return count <= 0;
  }).length;
}
