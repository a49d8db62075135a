import { parseArgs } from "node:util";
import { printReport } from "../report.ts";
import { type KillFigures, torture } from "./kill.ts";
import { MUTANTS } from "./messages.ts";

const USAGE = `Usage: npm run torture -- kill [--n 100] [--seed 1] [--mutant ${MUTANTS.join("|")}] [--json]

  kill   kills gateway and stations at random under load, then counts: nothing may be lost,
         doubled or invented. With a mutant it must fail.`;

const GOAL = { lost: 0, doubled: 0, invented: 0, unbalanced: 0, wrongBalances: 0, drained: true };

function optionsOf(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      n: { type: "string", default: "100" },
      seed: { type: "string", default: "1" },
      mutant: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const mutant = MUTANTS.find((name) => name === values.mutant) ?? null;
  const [kills, seed] = [Number(values.n), Number(values.seed)];
  const good = Number.isInteger(kills) && kills > 0 && Number.isInteger(seed);
  const known = values.mutant === undefined || mutant !== null;
  if (positionals.join() !== "kill" || !good || !known) throw new Error(USAGE);
  return { kills, seed, mutant, json: values.json };
}

function isMet(figures: KillFigures): boolean {
  const reached: { [Name in keyof typeof GOAL]: unknown } = figures;
  const names = Object.keys(GOAL) as (keyof typeof GOAL)[];
  return figures.integrity === "ok" && names.every((name) => reached[name] === GOAL[name]);
}

try {
  const { json, ...options } = optionsOf(process.argv.slice(2));
  const log = (line: string) => console.error(line);
  const figures = await torture({ ...options, log });
  const { seed, mutant } = options;
  printReport({ ...figures, seed, mutant, goal: GOAL, met: isMet(figures) }, json);
} catch (error) {
  console.error(error instanceof Error && error.message === USAGE ? USAGE : error);
  process.exitCode = 2;
}
