import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import * as z from "zod";
import { parseCommand } from "#edge/command.ts";
import { COMMANDS } from "#edge/commands.ts";
import { parseCommandLine } from "#gateway/admin/usage.ts";
import { commandOf } from "#gateway/command-line.ts";
import { parseDemoArgs } from "#simulators/demo/args.ts";
import { inRepository } from "#simulators/demo/programs.ts";
import { parseSimulateArgs } from "#simulators/simulate/args.ts";
import { tortures } from "#simulators/torture/tortures.ts";

/** `npm …` in code spans and blocks of a page, as far as its own words go. */
const COMMAND = /(?<=^|`|\$ )npm (?<words>[^`\n#|>]*)/gm;

/** What is wrong with the npm commands that a page names: none of them is run. */
export function npmFaults(markdown: string): string[] {
  return Array.from(markdown.matchAll(COMMAND), ({ groups }) => groups?.words ?? "")
    .map((words) => ({ words, fault: faultOf(wordsIn(words)) }))
    .flatMap(({ words, fault }) => (fault === null ? [] : [`npm ${words.trim()}: ${fault}`]));
}

/** As a shell reads them: what stands in double quotes is one word. */
const wordsIn = (command: string): string[] =>
  (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ""));

function faultOf([verb = "", ...words]: string[]): string | null {
  if (verb === "start") return faultInArgs("start", words.slice(1));
  if (verb === "test" || verb === "ci") return null;
  if (verb !== "run") return `there is no command npm ${verb}`;
  const [script = "", , ...args] = words.filter((word) => word !== "--silent");
  if (!(script in scripts)) return `there is no script ${script}`;
  return faultInArgs(script, args);
}

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(inRepository("package.json"), "utf8")));

/** By the program's own reading of its command line, where that opens nothing. */
function faultInArgs(script: string, args: readonly string[]): string | null {
  if (script === "start") return problemOf(parseDemoArgs(args));
  if (script === "simulate") return problemOf(parseSimulateArgs(args));
  if (script === "station") return stationFault(args);
  if (script === "admin") return problemOf(parseCommandLine(args));
  const form = FORMS[script];
  if (form !== undefined) return formFault(form, args);
  if (script !== "gateway") return args.length === 0 ? null : `${script} takes no options`;
  const problem = problemOf(commandOf(args));
  return problem?.startsWith("There is no file") ? null : problem;
}

type Form = { readonly words: RegExp; readonly options: Readonly<Record<string, Option>> };
type Option = { readonly type: "string" | "boolean" };
const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

/** Programs that read their command line where they begin to work. */
const FORMS: Readonly<Record<string, Form>> = {
  torture: {
    words: new RegExp(`^(${Object.keys(tortures).join("|")})$`),
    options: { n: text, seed: text, mutant: text, json: flag },
  },
  bench: { words: /^(ingest|station|relief|weigh|kiosk)$/, options: { json: flag } },
};

function formFault({ words, options }: Form, args: readonly string[]): string | null {
  try {
    const { positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const given = positionals.join(" ");
    return words.test(given) ? null : `it cannot be told "${given}"`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function stationFault(args: readonly string[]): string | null {
  try {
    parseCommand([...args], COMMANDS);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

type Parsed = { readonly ok: true } | { readonly ok: false; readonly problem: string };
const problemOf = (parsed: Parsed) => (parsed.ok ? null : parsed.problem);
