import type { WeighingMode } from "#edge/weighing/config.ts";
import { openRandom, type Random } from "../../village/random.ts";
import type { Mutant } from "./mutants.ts";
import { SCENES } from "./scenes.ts";
import { openWorld } from "./world.ts";

type SceneFigures = {
  traces: number;
  deposits: number;
  wrongWeight: number;
  wrongCard: number;
  doubled: number;
  unconfirmed: number;
  missed: number;
};

export type TracesFigures = Omit<SceneFigures, "traces"> & {
  /** Deposits that are wrong in any way. */
  readonly wrongCredits: number;
  readonly scenes: Readonly<Record<string, SceneFigures>>;
  readonly seconds: number;
};

export type TracesOptions = {
  readonly n: number;
  readonly seed: number;
  readonly mutant: Mutant | null;
  readonly log: (line: string) => void;
};

const none = (): SceneFigures => ({
  ...{ traces: 0, deposits: 0, wrongWeight: 0, wrongCard: 0, doubled: 0, unconfirmed: 0 },
  missed: 0,
});

/** A fast scale sends eighty readings a second, most send ten. */
const FAST = 0.1;
const [FAST_MS, SLOW_MS] = [12.5, 100];

/** n times something happens at a station, by turns with a platform and with a bin. */
export function tortureTraces({ n, seed, mutant, log }: TracesOptions): TracesFigures {
  const begunMs = performance.now();
  const scenes: Record<string, SceneFigures> = {};
  for (let trace = 0; trace < n; trace += 1) {
    const random = openRandom(seed, `trace ${trace}`);
    const mode = trace % 2 === 0 ? "platform" : "bin";
    const name = random.pick(Object.keys(SCENES[mode]));
    const figures = scenes[`${mode} ${name}`] ?? none();
    scenes[`${mode} ${name}`] = figures;
    playScene({ mode, name, random, mutant }, figures);
  }
  for (const [name, figures] of Object.entries(scenes)) log(`${name}: ${JSON.stringify(figures)}`);
  const sum = (name: keyof SceneFigures) =>
    Object.values(scenes).reduce((total, figures) => total + figures[name], 0);
  const wrong = {
    ...{ wrongWeight: sum("wrongWeight"), wrongCard: sum("wrongCard") },
    ...{ doubled: sum("doubled"), unconfirmed: sum("unconfirmed") },
  };
  const wrongCredits = Object.values(wrong).reduce((total, count) => total + count, 0);
  const seconds = Math.round((performance.now() - begunMs) / 100) / 10;
  return {
    deposits: sum("deposits"),
    wrongCredits,
    ...wrong,
    missed: sum("missed"),
    scenes,
    seconds,
  };
}

type Play = {
  readonly mode: WeighingMode;
  readonly name: string;
  readonly random: Random;
  readonly mutant: Mutant | null;
};

function playScene({ mode, name, random, mutant }: Play, figures: SceneFigures): void {
  const sampleMs = random.happens(FAST) ? FAST_MS : SLOW_MS;
  const world = openWorld({ mode, sampleMs, mutant, random });
  world.pass(3000);
  const expected = SCENES[mode][name]?.(world, random, mode === "bin") ?? 0;
  figures.traces += 1;
  figures.deposits += world.verdicts.length;
  const count = (verdict: string) => world.verdicts.filter((it) => it === verdict).length;
  figures.wrongWeight += count("wrong-weight");
  figures.wrongCard += count("wrong-card");
  figures.doubled += count("doubled");
  figures.unconfirmed += count("unconfirmed");
  figures.missed += Math.max(0, expected - count("right"));
}
