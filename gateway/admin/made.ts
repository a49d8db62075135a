import { readFileSync } from "node:fs";
import { fail, ok, type Result } from "#contract/result.ts";
import { type AdminCommand, adminCommand } from "./command.ts";

/** What a command line asks this process to do. */
export type Task =
  | { readonly kind: "command"; readonly command: AdminCommand; readonly out: string | null }
  | { readonly kind: "restore"; readonly source: string }
  | { readonly kind: "replay"; readonly from: string };

/** `usage`: the command line itself is wrong. Otherwise what it names is. */
export type TaskProblem = { readonly usage: boolean; readonly message: string };
export type Made = Result<Task, TaskProblem>;

/** Words after the command, and its options, as they were written. */
export type Given = {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
};
export type Tasks = Readonly<Record<string, (given: Given) => Made>>;

export const wrong = (message: string) => fail({ usage: true, message });
export const unreadable = (message: string) => fail({ usage: false, message });

/** A command's fields, judged by the very schema that the gateway judges them by. */
export function command(fields: object, out: string | null = null): Made {
  const { success, data, error } = adminCommand.safeParse(fields);
  if (success) return ok({ kind: "command", command: data, out });
  const [issue] = error.issues;
  const where = String(issue?.path.at(-1) ?? "command");
  return wrong(`${where}: ${issue?.message ?? "cannot be understood"}.`);
}

/** A command that two people may have to agree on. */
export function commandOfTwo(fields: object, { options }: Given): Made {
  const { approver } = options;
  if (approver === undefined) return command(fields);
  if (approver.trim() === "") return wrong("Say who approves: --approver NAME.");
  return command({ ...fields, approver });
}

/** The council's decision behind a command. */
export function decisionIn({
  options: { decision: number, date },
}: Given): Result<{ readonly number: string; readonly date: string }, TaskProblem> {
  if (number === undefined) return wrong("Say which decision: --decision NUMBER.");
  if (date === undefined) return wrong("Say when it was taken: --date 2027-04-12.");
  return ok({ number, date });
}

export function readText(file: string): Result<string, TaskProblem> {
  try {
    return ok(readFileSync(file, "utf8"));
  } catch {
    return unreadable(`The file ${file} cannot be read.`);
  }
}
