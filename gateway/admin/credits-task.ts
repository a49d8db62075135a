import { readFileSync } from "node:fs";
import type { Result } from "#contract/result.ts";
import { readCreditList } from "./credit-list.ts";
import type { ListedRow } from "./credits-command.ts";
import { command, commandOfTwo, type TaskProblem, type Tasks, unreadable, wrong } from "./made.ts";

/** What becomes of credits that nobody has used for long. */
export const creditsTasks = {
  "credits idle": ({ options: { format = "text" } }) =>
    format === "text" || format === "csv"
      ? command({ kind: "credits-idle", format })
      : wrong("--format is text or csv."),
  "credits expire": (given) => {
    const { decision: number, date, "dry-run": dryRun } = given.options;
    if (number === undefined) return wrong("Say which decision: --decision NUMBER.");
    if (date === undefined) return wrong("Say when it was taken: --date 2028-03-12.");
    const rows = readRows(given.words[0] ?? "");
    if (!rows.ok) return rows;
    const made = { rows: rows.value, decision: { number, date }, dryRun: dryRun !== undefined };
    return commandOfTwo({ kind: "credits-expire", ...made }, given);
  },
  "credits restore": (given) => {
    const [event = ""] = given.words;
    const { reason = "" } = given.options;
    if (!/^[1-9]\d{0,14}$/.test(event)) {
      return wrong('Say which expiry: its event, as "credits expire" printed it.');
    }
    if (reason.trim() === "") return wrong("Say why, for the households to read: --reason TEXT.");
    return commandOfTwo({ kind: "credits-restore", expiry: Number(event), reason }, given);
  },
} as const satisfies Tasks;

function readRows(file: string): Result<ListedRow[], TaskProblem> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    return unreadable(`The file ${file} cannot be read.`);
  }
  const rows = readCreditList(bytes, file);
  return rows.ok ? rows : unreadable(rows.problem);
}
