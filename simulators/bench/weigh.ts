import type { Report } from "../report.ts";
import { drawLoadTrace, type Indication, indicationsOf } from "../traces/load-trace.ts";
import { openRandom } from "../village/random.ts";
import { percentile, rounded } from "./statistics.ts";
import { DIVISION, lastReadingsEqual, movingAverage, ours, type Rule } from "./weigh-rules.ts";

const GOAL = { p50RatioAtMost: 0.7, p95RatioAtMost: 0.7 };
const RATES = [10, 80] as const;
/** Far from any seed of the search: traces that no setting was chosen by. */
const HELD_OUT = 1_000_003;

type Trace = {
  readonly shown: readonly Indication[];
  readonly trueGrams: number;
  readonly settledMs: number;
  readonly endMs: number;
};

/** How a rule does with traces. Times in ms from settled to accepted; never accepted counts as the end. */
export type Score = {
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** More than a division from the true weight. */
  readonly wrong: number;
  readonly errorP95Grams: number;
  readonly errorMaxGrams: number;
  readonly never: number;
  /** Within a division of the true weight before it had settled to half of one: counted as 0 ms. */
  readonly early: number;
};

export type WeighOptions = { readonly traces: number; readonly seed: number };

/** How fast the station's rule believes a weight, beside two plain ones that err as little. */
export function benchWeigh(
  log: (line: string) => void,
  { traces, seed }: WeighOptions = { traces: 1000, seed: 1 },
): Report {
  const rates = RATES.map((perSecond) => {
    log(`${perSecond} readings a second`);
    const [searched, heldOut] = [seed, seed + HELD_OUT].map((it) => draw(it, traces, perSecond));
    return { perSecond, ...compare(perSecond, searched ?? [], heldOut ?? []) };
  });
  const met = rates.every(({ p50Ratio, p95Ratio }) => Math.max(p50Ratio, p95Ratio) <= 0.7);
  return { traces, seed, divisionGrams: DIVISION, rates, goal: GOAL, met };
}

function draw(seed: number, traces: number, perSecond: number): readonly Trace[] {
  return Array.from({ length: traces }, (_, index) => {
    const random = openRandom(seed, `load ${index}`);
    const trace = drawLoadTrace(random, DIVISION);
    const { trueGrams, settledMs, endMs } = trace;
    const shown = indicationsOf(trace, { perSecond, divisionGrams: DIVISION }, random);
    return { shown, trueGrams, settledMs, endMs };
  });
}

function compare(perSecond: number, searched: readonly Trace[], heldOut: readonly Trace[]) {
  const found = <Setting>(settings: Iterable<Setting>, ruleOf: (setting: Setting) => Rule) => {
    const [setting, rule] = fastest(settings, ruleOf, searched);
    return { setting, found: scoreOf(rule, searched), heldOut: scoreOf(rule, heldOut) };
  };
  const counts = [...countsUpTo(perSecond)]; // two rules go through them
  const equal = found(counts, lastReadingsEqual);
  const average = found(counts, movingAverage);
  const oursOf = (times: Times) => ours({ division: DIVISION, ...times });
  const unhurried = found(windowsMs(), oursOf);
  const own = found(hurried(unhurried.setting), oursOf);
  const ratioOf = (name: "p50Ms" | "p95Ms") =>
    rounded(own.found[name] / Math.min(equal.found[name], average.found[name]));
  return {
    p50Ratio: ratioOf("p50Ms"),
    p95Ratio: ratioOf("p95Ms"),
    ours: own,
    /** The same without hurry: every load stands for the whole window. */
    oursUnhurried: unhurried,
    lastReadingsEqual: equal,
    movingAverage: average,
  };
}

const [SHORTEST_MS, LONGEST_MS] = [500, 15_000];
/** Steps of a tenth of a second, from five readings on. */
function* countsUpTo(perSecond: number) {
  for (let count = 5; count <= (LONGEST_MS / 1000) * perSecond; count += perSecond / 10)
    yield count;
}
type Times = { readonly windowMs: number; readonly fastestMs: number };
function* windowsMs(): Generator<Times> {
  for (let ms = SHORTEST_MS; ms <= LONGEST_MS; ms += 100) yield { windowMs: ms, fastestMs: ms };
}
/** What a load out of a calm may save, where the others stand for the whole window. */
function* hurried({ windowMs }: Times): Generator<Times> {
  for (let ms = SHORTEST_MS; ms <= windowMs; ms += 100) yield { windowMs, fastestMs: ms };
}

/** The first setting, from the fastest on, that takes no wrong weight. */
function fastest<Setting>(
  settings: Iterable<Setting>,
  ruleOf: (setting: Setting) => Rule,
  searched: readonly Trace[],
): readonly [Setting, Rule] {
  for (const setting of settings) {
    const rule = ruleOf(setting);
    if (isNeverWrong(rule, searched)) return [setting, rule];
  }
  throw new Error("no setting of this rule takes only right weights");
}

const errorOf = (grams: number, { trueGrams }: Trace) => Math.abs(grams - trueGrams);

function isNeverWrong(rule: Rule, traces: readonly Trace[]): boolean {
  return traces.every((trace) => {
    const accepted = rule(trace.shown);
    return accepted === null || errorOf(accepted.grams, trace) <= DIVISION;
  });
}

export function scoreOf(rule: Rule, traces: readonly Trace[]): Score {
  const told = traces.map((trace) => ({ trace, accepted: rule(trace.shown) }));
  const errors = told.flatMap(({ trace, accepted }) =>
    accepted === null ? [] : [errorOf(accepted.grams, trace)],
  );
  const latenesses = told.map(
    ({ trace, accepted }) => (accepted?.atMs ?? trace.endMs) - trace.settledMs,
  );
  const waits = latenesses.map((ms) => Math.max(0, ms));
  return {
    p50Ms: rounded(percentile(waits, 0.5)),
    p95Ms: rounded(percentile(waits, 0.95)),
    wrong: errors.filter((error) => error > DIVISION).length,
    errorP95Grams: rounded(percentile(errors, 0.95)),
    errorMaxGrams: rounded(Math.max(...errors)),
    never: traces.length - errors.length,
    early: latenesses.filter((ms) => ms < 0).length,
  };
}
