import { parseArgs } from "node:util";
import { fail, ok, type Result } from "#contract/result.ts";
import type { Given } from "./made.ts";
import { type CommandName, tasks } from "./task.ts";
import { USAGES } from "./usages.ts";

const GLOBAL = {
  data: { type: "string" },
  config: { type: "string" },
  actor: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** A command line, read but not yet understood. */
export type CommandLine = Given & {
  readonly name: CommandName;
  readonly data: string | undefined;
  readonly config: string | undefined;
  readonly actor: string | undefined;
  readonly json: boolean;
};

/** @returns null where help is asked for; a problem's text says how to write it */
export function parseCommandLine(args: readonly string[]): Result<CommandLine | null, string> {
  let parsed: ReturnType<typeof parseAll>;
  try {
    parsed = parseAll(args);
  } catch (error) {
    const [message = ""] = error instanceof Error ? error.message.split("\n") : [];
    return fail(`${message}\nSee: npm run admin -- --help`);
  }
  const { values, positionals } = parsed;
  if (values.help === true || positionals.length === 0) return ok(null);
  const name = commandNamed(positionals);
  if (name === null) {
    return fail(
      `There is no command "${positionals.slice(0, 2).join(" ")}".\nSee: npm run admin -- --help`,
    );
  }
  const words = positionals.slice(name.split(" ").length);
  const fault = faultIn(name, words, values);
  if (fault !== null) return fail(`${fault}\nUsage: ${lineOf(name)}`);
  const { data, config, actor, json = false } = values;
  return ok({ name, words, options: ownOptions(name, values), data, config, actor, json });
}

/** How one command is written. */
export const lineOf = (name: CommandName): string => `${name} ${USAGES[name].form}`.trimEnd();

export function help(): string {
  const names = commandNames();
  const commands = names.map((name) => `  ${lineOf(name)}\n      ${USAGES[name].does}`);
  return `npm run admin -- COMMAND [--data DIR] [--config FILE] [--json] [--actor NAME]

${commands.join("\n")}

  --data DIR      the gateway's data folder (.qamama); the gateway may run meanwhile
  --config FILE   the gateway's configuration, where it has one
  --json          answers for programs
  --actor NAME    who acts, for the journal (your user name)`;
}

function parseAll(args: readonly string[]) {
  const own = Object.values(USAGES).flatMap(({ options }) => options);
  const marks = Object.values(USAGES).flatMap(({ flags = [] }) => flags);
  const strings = Object.fromEntries(own.map((name) => [name, { type: "string" as const }]));
  const flags = Object.fromEntries(marks.map((name) => [name, { type: "boolean" as const }]));
  const options = { ...strings, ...flags, ...GLOBAL };
  const isName = (arg: string) => NAME_WITH_DASH.test(arg) && !(arg.slice(2) in options);
  const names = args.includes("--") ? [] : args.filter(isName);
  // What looks like an option is a word behind "--"; a name is the last word of its command anyway.
  const ordered = [...args.filter((arg) => !names.includes(arg)), "--", ...names];
  return parseArgs({
    args: names.length === 0 ? [...args] : ordered,
    options,
    allowPositionals: true,
  });
}

/** One in 64 chains' codes (12 characters) and cards' names (22) begins with a dash. */
const NAME_WITH_DASH = /^-([\w-]{11}|[\w-]{21})$/;

const isCommandName = (text: string): text is CommandName => Object.hasOwn(tasks, text);
const commandNames = (): CommandName[] => Object.keys(tasks).filter(isCommandName);

const MOST_WORDS = 3;

/** The longest name that the words begin with. */
function commandNamed(words: readonly string[]): CommandName | null {
  for (let count = MOST_WORDS; count > 0; count -= 1) {
    const name = words.slice(0, count).join(" ");
    if (isCommandName(name)) return name;
  }
  return null;
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function faultIn(name: CommandName, words: readonly string[], values: Values): string | null {
  const { words: wanted, more = 0, options, flags = [] } = USAGES[name];
  const missing = wanted.slice(words.length);
  if (missing.length > 0) return `${missing.join(" and ")} is missing.`;
  if (typeof values.actor === "string" && !/^\S(.{0,62}\S)?$/.test(values.actor)) {
    return "--actor names who acts, in 1 to 64 characters.";
  }
  const surplus = words[wanted.length + more];
  if (surplus !== undefined) return `"${surplus}" is one word too many.`;
  const stray = Object.keys(values).find(
    (key) => !options.includes(key) && !flags.includes(key) && !(key in GLOBAL),
  );
  return stray === undefined ? null : `"${name}" has no option --${stray}.`;
}

function ownOptions(name: CommandName, values: Values): Given["options"] {
  const { options, flags = [] } = USAGES[name];
  const own = options.map((option) => [option, values[option]] as const);
  const set = flags.filter((flag) => values[flag] === true).map((flag) => [flag, ""]);
  return Object.fromEntries([
    ...own.flatMap(([option, value]) => (typeof value === "string" ? [[option, value]] : [])),
    ...set,
  ]);
}
