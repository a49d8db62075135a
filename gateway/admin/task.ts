import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ok } from "#contract/result.ts";
import { budgetTasks } from "./budget-task.ts";
import { cardTasks } from "./card-task.ts";
import { correctionTasks } from "./correction-task.ts";
import { councilTasks } from "./council-task.ts";
import { creditsTasks } from "./credits-task.ts";
import { disputeTasks } from "./dispute-task.ts";
import { entryTasks } from "./entry-task.ts";
import { command, type Made, type Tasks, unreadable, wrong } from "./made.ts";
import { readPublicKey } from "./public-key-file.ts";
import { reliefTasks } from "./relief-task.ts";
import { faultOfTarget } from "./target-file.ts";

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
  ...cardTasks,
  "household add": ({ words: [household], options: { members = "" } }) =>
    /^\d{1,2}$/.test(members)
      ? command({ kind: "household-add", household, members: Number(members) })
      : wrong("Say how many live there: --members N, from 1 to 99."),
  "household show": ({ words: [household] }) => command({ kind: "household-show", household }),
  ...councilTasks,
  ...creditsTasks,
  ...budgetTasks,
  ...entryTasks,
  ...correctionTasks,
  ...disputeTasks,
  "held list": () => command({ kind: "held-list" }),
  explain: ({ words: [deposit], options: { lang: language = "en" } }) =>
    command({ kind: "explain", deposit, language }),
  status: () => command({ kind: "status" }),
  backup: ({ words: [target = ""] }) => command({ kind: "backup", target: resolve(target) }),
  restore: ({ words: [source = ""] }) => ok({ kind: "restore", source: resolve(source) }),
  replay: ({ options: { from } }) =>
    from === undefined || from === ""
      ? wrong("Say which journal: --from JOURNAL.jsonl.")
      : ok({ kind: "replay", from: resolve(from) }),
  digests: () => command({ kind: "digests" }),
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
  ...reliefTasks,
} as const satisfies Tasks;

export type CommandName = keyof typeof tasks;

/** Books at a position of the journal, or now. */
function bookCommand(fields: object, at: string | undefined): Made {
  if (at === undefined) return command({ ...fields, at: null });
  if (!/^[1-9]\d{0,14}$/.test(at)) return wrong("--at is a journal position, a number from 1.");
  return command({ ...fields, at: Number(at) });
}
