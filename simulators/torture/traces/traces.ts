import * as z from "zod";
import { deposit } from "#contract/deposit.ts";
import { openRandom } from "../../village/random.ts";
import type { Person } from "./acts.ts";
import { mutantOf } from "./mutants.ts";
import { judge, type Paid, type Verdict } from "./oracle.ts";
import { play } from "./play.ts";
import { drawScript } from "./script.ts";
import { CARDS, EMPTY_BIN_GRAMS, type Written } from "./station.ts";

export type TraceFigures = Verdict & {
  readonly traces: number;
  readonly due: number;
  readonly deposits: number;
  readonly platforms: number;
  readonly bins: number;
  readonly seconds: number;
  /** Traces in which each kind of trouble came, and wrong ones among them. */
  readonly troubles: Readonly<Record<string, { readonly played: number; readonly wrong: number }>>;
};

type Asked = { readonly n: number; readonly seed: number; readonly mutant: string | null };

/** Plays n traces; the journals are judged by an oracle that knows what people did. */
export function tortureTraces({ n, seed, mutant }: Asked): TraceFigures {
  const startedMs = performance.now();
  const sums = { wrongCredits: 0, doubled: 0, wrongCard: 0, missed: 0 };
  const counts = { traces: n, due: 0, deposits: 0, platforms: 0, bins: 0 };
  const troubles: Record<string, { played: number; wrong: number }> = {};
  for (let index = 0; index < n; index += 1) {
    const { script, deposits, verdict } = playTrace(seed, index, mutant);
    counts.due += script.due.length;
    counts.deposits += deposits.length;
    counts[script.mode === "bin" ? "bins" : "platforms"] += 1;
    for (const name of ["wrongCredits", "doubled", "wrongCard", "missed"] as const)
      sums[name] += verdict[name];
    const isWrong = Object.values(verdict).some((count) => count > 0);
    for (const name of new Set(script.troubles)) {
      const { played, wrong } = troubles[name] ?? { played: 0, wrong: 0 };
      troubles[name] = { played: played + 1, wrong: wrong + (isWrong ? 1 : 0) };
    }
  }
  const seconds = Math.round(performance.now() - startedMs) / 1000;
  return { ...counts, ...sums, seconds, troubles };
}

export function playTrace(seed: number, index: number, mutant: string | null) {
  const script = drawScript(openRandom(seed, `script ${index}`));
  const written = play(script, openRandom(seed, `physics ${index}`), mutantOf(mutant));
  const deposits = written.flatMap(paidOf);
  const verdict = judge(script, deposits, script.mode === "bin" ? EMPTY_BIN_GRAMS : 0);
  return { script, written, deposits, verdict };
}

/** The deposit of an entry, read as a gateway reads it. */
function paidOf({ kind, data, atMs }: Written): readonly Paid[] {
  if (kind !== "deposit") return [];
  const { card, gross, tare } = z.parse(deposit, data);
  const by: Person = card === CARDS.A ? "A" : "B";
  return [{ atMs, by, gross, tare }];
}
