import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { fail, ok, type Result } from "#contract/result.ts";

export type SimulateOptions = {
  /** Absolute. */
  readonly data: string;
  readonly households: number;
  readonly seed: number;
  readonly year: number;
  readonly json: boolean;
};

export const USAGE = `Usage: npm run simulate -- year --data DIR [options]

  Writes a village's whole year into a new data folder, through the gateway's own decisions and store.

  --data DIR        a folder without a journal
  --households N    4 to 5000                         (720)
  --seed N          another village                   (1)
  --year YYYY       2001 to 2100                      (2026)
  --json            the totals as one line of JSON`;

/** @returns a sentence that names what to mend */
export function parseSimulateArgs(args: readonly string[]): Result<SimulateOptions, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
    });
    if (positionals.join() !== "year") return fail("Say what to simulate: year.");
    if (values.data === undefined) return fail("Say where to write: --data DIR.");
    return optionsOf({ ...values, data: values.data });
  } catch (error) {
    if (isParseArgsError(error)) return fail(error.message);
    throw error;
  }
}

const OPTIONS = {
  data: { type: "string" },
  households: { type: "string", default: "720" },
  seed: { type: "string", default: "1" },
  year: { type: "string", default: "2026" },
  json: { type: "boolean", default: false },
} as const;

type Values = Record<"data" | "households" | "seed" | "year", string> & { readonly json: boolean };

function optionsOf(values: Values): Result<SimulateOptions, string> {
  const households = whole(values.households, 4, 5_000);
  const seed = whole(values.seed, 0, 2 ** 31);
  const year = whole(values.year, 2001, 2100);
  if (households === null) return wrong("households", "from 4 to 5000", values.households);
  if (seed === null) return wrong("seed", "from 0 to 2147483648", values.seed);
  if (year === null) return wrong("year", "from 2001 to 2100", values.year);
  return ok({ data: resolve(values.data), households, seed, year, json: values.json });
}

const wrong = (flag: string, range: string, text: string) =>
  fail(`--${flag} takes a whole number ${range}, not "${text}".`);

function whole(text: string, least: number, most: number): number | null {
  const number = Number(text);
  return /^\d+$/.test(text) && number >= least && number <= most ? number : null;
}

function isParseArgsError(error: unknown): error is Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("ERR_PARSE_ARGS");
}
