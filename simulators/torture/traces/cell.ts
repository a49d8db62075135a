import { emptyPlatform, gramsAt, type Swing, swungTo } from "../../scale/load-cell.ts";
import type { Random } from "../../village/random.ts";
import type { Act, Script } from "./acts.ts";

/** The load cell under a platform or a bin: it feels what the acts do to it. */
export type Cell = {
  act(act: Act): void;
  /** g, without noise. */
  feltAt(ms: number): number;
  /** As a scale knows it, whose own filter sees more than its divisions. */
  isMoving(ms: number): boolean;
};

type Gust = Extract<Act, { kind: "gust" }>;
type Lean = Extract<Act, { kind: "lean" }>;
/** A hand that seems steady drifts by at most 5 g a second: a division takes it two. */
const STEADY_WAVE = { grams: 40, hz: 0.02 };
const CREEP = { grams: 3, fadeMs: 1500 };
const WOBBLE_GRAMS = 150;
const FILTER_MS = 200;
const STILL_GRAMS = 2;
/** ms of which a scale keeps in mind that somebody touched the load. */
const TOUCHED_MS = 300;

/** @param binGrams what stands there before anybody comes; 0 for a platform */
export function openCell({ mode }: Pick<Script, "mode">, binGrams: number, random: Random): Cell {
  let [basis, lean]: [number, Lean | null] = [binGrams, null];
  let swing: Swing = { ...emptyPlatform, fromGrams: binGrams, toGrams: binGrams };
  let touchedMs = Number.NEGATIVE_INFINITY;
  const bags = new Map<number, number>();
  const gusts: Gust[] = [];
  const settle = (atMs: number, wobbleGrams = 0) => {
    const lying = [...bags.values()].reduce((sum, grams) => sum + grams, basis);
    const [frequencyHz, decayMs] = [random.between(1, 4), random.between(200, 400)];
    const toGrams = lying + (lean?.grams ?? 0);
    swing = swungTo(swing, { toGrams, frequencyHz, decayMs, wobbleGrams }, atMs);
  };
  const change = (act: Act): void => {
    if (act.kind === "put") bags.set(act.bag, act.grams);
    if (act.kind === "take") bags.delete(act.bag);
    if (act.kind === "lean") lean = act;
    if (act.kind === "let-go") lean = null;
    if (act.kind === "bin-away") [basis, touchedMs] = [0, act.atMs];
    if (act.kind === "bin-away") bags.clear();
    if (act.kind === "bin-back") basis = mode === "bin" ? act.grams : 0;
  };
  const feltAt = (ms: number) =>
    gramsAt(swing, ms) + steadyAt(lean, ms) + windAt(gusts, ms) - creepAt(ms - swing.sinceMs);
  return {
    feltAt,
    act(act) {
      if (!TOUCHES.has(act.kind)) return;
      touchedMs = act.atMs;
      if (act.kind === "gust") gusts.push(act);
      else if (act.kind === "bump")
        swing = { ...swing, sinceMs: act.atMs, fromGrams: swing.toGrams + act.grams };
      else {
        change(act);
        settle(act.atMs, lean === null || lean.steady ? 0 : WOBBLE_GRAMS);
      }
    },
    isMoving(ms) {
      const now = feltAt(ms);
      const isStill = (before: number) => Math.abs(feltAt(ms - before) - now) <= STILL_GRAMS;
      const isAtRest = isStill(FILTER_MS) && isStill(FILTER_MS / 2);
      return lean !== null || ms - touchedMs < TOUCHED_MS || !isAtRest;
    },
  };
}

const TOUCHES: ReadonlySet<Act["kind"]> = new Set<Act["kind"]>([
  ...(["put", "take", "lean", "let-go", "bump", "gust", "bin-away", "bin-back"] as const),
]);

/** A cell comes to its last grams slowly. */
function creepAt(ms: number): number {
  return ms < 0 ? 0 : CREEP.grams * Math.exp(-ms / CREEP.fadeMs);
}

function steadyAt(lean: Lean | null, ms: number): number {
  if (lean === null || !lean.steady) return 0;
  return STEADY_WAVE.grams * Math.sin(2 * Math.PI * STEADY_WAVE.hz * (ms / 1000));
}

/** A swell of wind, up and down again: a raised cosine. */
function windAt(gusts: readonly Gust[], ms: number): number {
  return gusts.reduce((sum, { atMs, lengthMs, grams }) => {
    const part = (ms - atMs) / lengthMs;
    return part <= 0 || part >= 1 ? sum : sum + (grams * (1 - Math.cos(2 * Math.PI * part))) / 2;
  }, 0);
}
