import { parseArgs } from "node:util";
import { printReport, type Report } from "../report.ts";
import { type Asked, type Torture, tortures } from "./tortures.ts";

const USAGE = `Usage: npm run torture -- NAME [--n N] [--seed 1] [--mutant MUTANT] [--json]

${Object.entries(tortures).map(usageOf).join("\n\n")}

With a mutant it must fail.`;

function usageOf([name, { does, n, mutants }]: [string, Torture]): string {
  return `  ${name}  ${does}\n    --n ${n} where nothing is said; mutants: ${mutants.join(", ")}`;
}

class Usage extends Error {
  override readonly name = "Usage";
}

function optionsOf(args: string[]): { torture: Torture; asked: Asked; json: boolean } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      n: { type: "string" },
      seed: { type: "string", default: "1" },
      mutant: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const torture = tortures[positionals.join()];
  const [n, seed] = [Number(values.n ?? torture?.n), Number(values.seed)];
  const good = Number.isInteger(n) && n > 0 && Number.isInteger(seed);
  const { mutant = null, json } = values;
  const isKnown = mutant === null || torture?.mutants.includes(mutant) === true;
  if (torture === undefined || !good || !isKnown) throw new Usage(USAGE);
  return { torture, asked: { n, seed, mutant, log: (line) => console.error(line) }, json };
}

/** Also what parseArgs finds fault with. */
const isUsage = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && `${error.code}`.startsWith("ERR_PARSE_ARGS");

try {
  const { torture, asked, json } = optionsOf(process.argv.slice(2));
  const { seed, mutant } = asked;
  const report: Report = { ...(await torture.run(asked)), seed, mutant };
  printReport(report, json);
} catch (error) {
  if (error instanceof Usage) console.error(error.message);
  else console.error(isUsage(error) ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = 2;
}
