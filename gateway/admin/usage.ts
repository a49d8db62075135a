import { parseArgs } from "node:util";
import { fail, ok, type Result } from "#contract/result.ts";
import { type CommandName, type Given, tasks } from "./task.ts";

/** How a command is written, and what it does. */
type Usage = {
  /** All of it, after the command's name. */
  readonly form: string;
  /** The words in it that must be there, and how many more may. */
  readonly words: readonly string[];
  readonly more?: number;
  readonly options: readonly string[];
  readonly does: string;
};

const AT = "[--at POSITION]";

const USAGES: Readonly<Record<CommandName, Usage>> = {
  "station enrol": {
    form: "STATION --public-key JWKFILE [--out FILE]",
    words: ["STATION"],
    options: ["public-key", "out"],
    does: "register a station; prints, once, what its `join` takes",
  },
  "station approve": {
    form: "STATION CODE",
    words: ["STATION", "CODE"],
    options: [],
    does: "accept the further key whose code the station shows",
  },
  "station revoke": {
    form: "STATION",
    words: ["STATION"],
    options: [],
    does: "trust none of this station's keys any more",
  },
  "card issue": {
    form: "HOUSEHOLD (--last-tap STATION | --uid HEX)",
    words: ["HOUSEHOLD"],
    options: ["last-tap", "uid"],
    does: "give a card, with its earlier deposits, to a household",
  },
  "card block": {
    form: "(CARD | --uid HEX)",
    words: [],
    more: 1,
    options: ["uid"],
    does: "block a lost card at every station",
  },
  "household add": {
    form: "HOUSEHOLD --members N",
    words: ["HOUSEHOLD"],
    options: ["members"],
    does: "enrol a household",
  },
  "household show": {
    form: "HOUSEHOLD",
    words: ["HOUSEHOLD"],
    options: [],
    does: "its balance, cards, points by year, weights by month",
  },
  "tariff publish": {
    form: "FILE",
    words: ["FILE"],
    options: [],
    does: "a council's decision (TOML), valid from a coming month",
  },
  "held list": { form: "", words: [], options: [], does: "deposits that wait for a person" },
  status: { form: "", words: [], options: [], does: "stations, gaps, quarantine" },
  backup: {
    form: "TARGET",
    words: ["TARGET"],
    options: [],
    does: "copy journal and keys to a new folder",
  },
  restore: {
    form: "TARGET",
    words: ["TARGET"],
    options: [],
    does: "make the new folder --data DIR of a backup",
  },
  "journal export": {
    form: "[--format jsonl|hledger [--from MONTH] [--to MONTH]] --out FILE",
    words: [],
    options: ["format", "from", "to", "out"],
    does: "the whole journal; --out - writes to the terminal",
  },
  "trial-balance": { form: AT, words: [], options: ["at"], does: "what every account holds" },
  "account show": {
    form: `ACCOUNT ${AT}`,
    words: ["ACCOUNT"],
    options: ["at"],
    does: "all that was posted to an account; at a journal position, up to it",
  },
  liability: { form: AT, words: [], options: ["at"], does: "credits issued and not yet spent" },
  "relief totals": {
    form: "--year Y [--format json|csv]",
    words: [],
    options: ["year", "format"],
    does: "every household's year, for the municipality",
  },
  "relief verify": {
    form: "--year Y",
    words: [],
    options: ["year"],
    does: "make the year anew from the events, by other code; fails where it differs",
  },
};

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
  const strings = Object.fromEntries(own.map((name) => [name, { type: "string" as const }]));
  const options = { ...strings, ...GLOBAL };
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

function commandNamed([first = "", second = ""]: readonly string[]): CommandName | null {
  const long = `${first} ${second}`;
  if (isCommandName(long)) return long;
  return isCommandName(first) ? first : null;
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function faultIn(name: CommandName, words: readonly string[], values: Values): string | null {
  const { words: wanted, more = 0, options } = USAGES[name];
  const missing = wanted.slice(words.length);
  if (missing.length > 0) return `${missing.join(" and ")} is missing.`;
  if (typeof values.actor === "string" && !/^\S(.{0,62}\S)?$/.test(values.actor)) {
    return "--actor names who acts, in 1 to 64 characters.";
  }
  const surplus = words[wanted.length + more];
  if (surplus !== undefined) return `"${surplus}" is one word too many.`;
  const stray = Object.keys(values).find((key) => !options.includes(key) && !(key in GLOBAL));
  return stray === undefined ? null : `"${name}" has no option --${stray}.`;
}

function ownOptions(name: CommandName, values: Values): Given["options"] {
  const own = USAGES[name].options.map((option) => [option, values[option]] as const);
  return Object.fromEntries(
    own.flatMap(([option, value]) => (typeof value === "string" ? [[option, value]] : [])),
  );
}
