import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { readConfig, type StationConfig } from "./config.ts";
import { Trouble } from "./trouble.ts";

/** One of the things that a person can ask of `station`. */
export type Command = {
  /** What follows its name, but for `--config FILE`. */
  readonly takes: string;
  /** What it is for, in one line. */
  readonly about: string;
  /** It is given a file, before its options. */
  readonly takesFile?: boolean;
  /** The file of the config may be left out. */
  readonly configOptional?: boolean;
  readonly options?: ParseArgsOptionsConfig;
  run(given: Given): void | Promise<void>;
};

/** What a person gave it. */
export type Given = {
  /** Empty where the command takes none. */
  readonly file: string;
  /** Empty where it was left out, which only some commands allow. */
  readonly configFile: string;
  /** @throws Trouble in one sentence that names the line to mend */
  config(): StationConfig;
  text(option: string): string | null;
  flag(option: string): boolean;
  /** @throws Trouble when it is no whole number above zero */
  count(option: string, otherwise: number): number;
};

export type Commands = Readonly<Record<string, Command>>;

/** @throws Trouble: the usage, or what is wrong with an option */
export function parseCommand(args: string[], commands: Commands) {
  const [name = "", ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const unknown = name === "" ? "" : `There is no command "${name}". `;
    throw new Trouble(`${unknown}${usageOf(commands)}`);
  }
  return { command, given: givenIn(rest, command, usageOf(commands)) };
}

function givenIn(args: string[], command: Command, usage: string): Given {
  const options = { ...command.options, config: { type: "string" } } as const;
  const { values, positionals } = parsed(args, options);
  const [file = "", ...more] = positionals;
  const { config: configFile = "" } = values;
  const isComplete = command.configOptional === true || configFile !== "";
  if (more.length > 0 || (command.takesFile === true) !== (file !== "") || !isComplete) {
    throw new Trouble(usage);
  }
  return givenOf(values, { file, configFile: String(configFile) });
}

function parsed(args: string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Trouble(error instanceof Error ? error.message : String(error));
  }
}

function givenOf(
  values: Readonly<Record<string, unknown>>,
  files: Pick<Given, "file" | "configFile">,
): Given {
  const text = (option: string) => {
    const value = values[option];
    return typeof value === "string" ? value : null;
  };
  return {
    ...files,
    text,
    flag: (option) => values[option] === true,
    count: (option, otherwise) => countOf(option, text(option), otherwise),
    config() {
      const config = readConfig(files.configFile);
      if (!config.ok) throw new Trouble(config.problem);
      return config.value;
    },
  };
}

function countOf(option: string, text: string | null, otherwise: number): number {
  if (text === null) return otherwise;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new Trouble(`--${option} takes a whole number above zero, not "${text}".`);
}

/** A line for each command. */
export function usageOf(commands: Commands): string {
  const forms = Object.entries(commands).map(([name, { takes, configOptional, about }]) => {
    const config = configOptional === true ? "[--config FILE]" : "--config FILE";
    return [["station", name, takes, config].filter((word) => word !== "").join(" "), about];
  });
  const width = Math.max(...forms.map(([form = ""]) => form.length));
  const lines = forms.map(([form = "", about = ""]) => `  ${form.padEnd(width)}  ${about}`);
  return ["Usage:", ...lines].join("\n");
}
