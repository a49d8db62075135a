import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import * as z from "zod";
import { publicJwk } from "#contract/jwk.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { parseTariff } from "../tariff/document.ts";
import { type AdminCommand, adminCommand } from "./command.ts";

/** What a command line asks this process to do. */
export type Task =
  | { readonly kind: "command"; readonly command: AdminCommand; readonly out: string | null }
  | { readonly kind: "restore"; readonly source: string };

/** `usage`: the command line itself is wrong. Otherwise what it names is. */
export type TaskProblem = { readonly usage: boolean; readonly message: string };
type Made = Result<Task, TaskProblem>;

/** Words after the command, and its options, as they were written. */
export type Given = {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
};

const wrong = (message: string) => fail({ usage: true, message });
const unreadable = (message: string) => fail({ usage: false, message });

/** A command's fields, judged by the very schema that the gateway judges them by. */
function command(fields: object, out: string | null = null): Made {
  const { success, data, error } = adminCommand.safeParse(fields);
  if (success) return ok({ kind: "command", command: data, out });
  const [issue] = error.issues;
  const where = String(issue?.path.at(-1) ?? "command");
  return wrong(`${where}: ${issue?.message ?? "cannot be understood"}.`);
}

/** What each command line means. Its usage stands in usage.ts. */
export const tasks = {
  "station enrol": ({ words: [station], options }) => {
    const out = options.out === undefined ? null : resolve(options.out);
    if (out !== null && existsSync(out))
      return unreadable(`${out} is already there: choose another file.`);
    const fault = out === null ? null : faultOfTarget(out);
    if (fault !== null) return unreadable(fault);
    const publicKey = readPublicKey(options["public-key"]);
    return publicKey.ok
      ? command({ kind: "station-enrol", station, publicKey: publicKey.value }, out)
      : publicKey;
  },
  "station approve": ({ words: [station, code] }) =>
    command({ kind: "station-approve", station, code }),
  "station revoke": ({ words: [station] }) => command({ kind: "station-revoke", station }),
  "card issue": ({ words: [household], options }) => {
    const { uid, "last-tap": lastTapAt } = options;
    if ((uid === undefined) === (lastTapAt === undefined)) {
      return wrong("Say which card: either --last-tap STATION or --uid HEX.");
    }
    const card = uid === undefined ? { lastTapAt } : { uid };
    return command({ kind: "card-issue", household, card });
  },
  "card block": ({ words: [card], options: { uid } }) => {
    if ((uid === undefined) === (card === undefined)) {
      return wrong("Say which card: either CARD, its 22 characters, or --uid HEX.");
    }
    return command({ kind: "card-block", card: uid === undefined ? { card } : { uid } });
  },
  "household add": ({ words: [household], options: { members = "" } }) =>
    /^\d{1,2}$/.test(members)
      ? command({ kind: "household-add", household, members: Number(members) })
      : wrong("Say how many live there: --members N, from 1 to 99."),
  "household show": ({ words: [household] }) => command({ kind: "household-show", household }),
  "tariff publish": ({ words: [file = ""] }) => {
    const text = readText(file);
    if (!text.ok) return text;
    const parsed = parseTariff(text.value);
    if (!parsed.ok) return unreadable(`${file}: ${parsed.problem.message}`);
    return command({ kind: "tariff-publish", tariff: parsed.value });
  },
  "held list": () => command({ kind: "held-list" }),
  status: () => command({ kind: "status" }),
  backup: ({ words: [target = ""] }) => command({ kind: "backup", target: resolve(target) }),
  restore: ({ words: [source = ""] }) => ok({ kind: "restore", source: resolve(source) }),
  "journal export": ({ options: { format = "jsonl", from, to, out } }) => {
    if (out === undefined) return wrong("Say where to: --out FILE, or --out - for the terminal.");
    if (format !== "jsonl" && format !== "hledger") return wrong("--format is jsonl or hledger.");
    const partly = from !== undefined || to !== undefined;
    if (partly && format === "jsonl") return wrong("--from and --to are for --format hledger.");
    const months = partly ? { months: { from: from ?? null, to: to ?? null } } : {};
    const file = out === "-" ? null : resolve(out);
    const fault = file === null ? null : faultOfTarget(file);
    if (fault !== null) return unreadable(fault);
    return command({ kind: "journal-export", format, ...months }, file);
  },
  "trial-balance": ({ options: { at } }) => bookCommand({ kind: "trial-balance" }, at),
  "account show": ({ words: [account], options: { at } }) =>
    bookCommand({ kind: "account-show", account }, at),
  liability: ({ options: { at } }) => bookCommand({ kind: "liability" }, at),
  "relief totals": ({ options: { year = "", format = "json" } }) => {
    if (!/^2\d{3}$/.test(year)) return wrong("Say which year: --year 2026.");
    if (format !== "json" && format !== "csv") return wrong("--format is json or csv.");
    return command({ kind: "relief-totals", year: Number(year), format });
  },
  "relief verify": ({ options: { year = "" } }) =>
    /^2\d{3}$/.test(year)
      ? command({ kind: "relief-verify", year: Number(year) })
      : wrong("Say which year: --year 2026."),
} as const satisfies Readonly<Record<string, (given: Given) => Made>>;

export type CommandName = keyof typeof tasks;

/** Books at a position of the journal, or now. */
function bookCommand(fields: object, at: string | undefined): Made {
  if (at === undefined) return command({ ...fields, at: null });
  if (!/^[1-9]\d{0,14}$/.test(at)) return wrong("--at is a journal position, a number from 1.");
  return command({ ...fields, at: Number(at) });
}

/** Known before anything is asked of the gateway. A file that is there is replaced. */
function faultOfTarget(file: string): string | null {
  const folder = dirname(file);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    return `${file} is a folder: name a file in it.`;
  if (!existsSync(folder)) return `There is no folder ${folder}: make it first.`;
  try {
    accessSync(folder, constants.W_OK);
    return null;
  } catch {
    return `You may not write into the folder ${folder}.`;
  }
}

function readText(file: string): Result<string, TaskProblem> {
  try {
    return ok(readFileSync(file, "utf8"));
  } catch {
    return unreadable(`The file ${file} cannot be read.`);
  }
}

const jwk = z.looseObject({
  crv: z.string(),
  kty: z.string(),
  x: z.string(),
  y: z.string().optional(),
});

/** Takes the public members only; whoever brings a private key is told so before it goes anywhere. */
function readPublicKey(file: string | undefined): Result<unknown, TaskProblem> {
  if (file === undefined) return wrong("Say which key: --public-key JWKFILE.");
  const text = readText(file);
  if (!text.ok) return text;
  const parsed = parsedJwk(text.value);
  if (parsed === null)
    return unreadable(`${file} is no public key: it must hold what "station key" prints.`);
  if ("d" in parsed) {
    return unreadable(
      `${file} holds a PRIVATE key, which must not leave its station: bring what "station key" prints.`,
    );
  }
  const { crv, kty, x, y } = parsed;
  const key = publicJwk.safeParse(y === undefined ? { crv, kty, x } : { crv, kty, x, y });
  if (key.success) return ok(key.data);
  return unreadable(`${file} is no Ed25519 or P-256 public key.`);
}

function parsedJwk(text: string): z.output<typeof jwk> | null {
  try {
    return jwk.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
