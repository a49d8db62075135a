import { parse, TomlError } from "smol-toml";
import type * as z from "zod";
import { fail, ok, type Result } from "#contract/result.ts";

/** What is wrong with a configuration file: one sentence that names the line to mend. */
export type ConfigProblem = string;

/** @param file its name, for the sentence */
export function parseToml<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): Result<z.output<Schema>, ConfigProblem> {
  let table: unknown;
  try {
    table = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [summary] = error.message.split("\n");
    return fail(`${file} line ${error.line}: ${summary}.`);
  }
  const parsed = schema.safeParse(table);
  if (parsed.success) return ok(parsed.data);
  const { issues } = parsed.error;
  // A name that is not known often is the one that is missing, with a slip in it.
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  return fail(issue === undefined ? `${file} is not understood.` : sentenceOf(file, text, issue));
}

function sentenceOf(file: string, text: string, issue: z.core.$ZodIssue): ConfigProblem {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  if (unknown !== undefined) {
    const line = lineOf(text, [...path, unknown]);
    return `${file} line ${line}: ${[...path, unknown].join(".")} is not known; remove it or mend its name.`;
  }
  const what = issue.message.endsWith("received undefined") ? "is missing" : issue.message;
  return `${file} line ${lineOf(text, path)}: ${path.join(".") || "it"}: ${what}.`;
}

type Path = readonly (string | number)[];

/**
 * The line where a value stands, or the nearest that it would stand in: that of its table, or 1.
 * Reads the headers and keys that TOML files of this size have, one to a line.
 */
export function lineOf(text: string, path: Path): number {
  const lines = positionsIn(text);
  for (let depth = path.length; depth > 0; depth -= 1) {
    const line = lines.get(path.slice(0, depth).join("."));
    if (line !== undefined) return line;
  }
  return 1;
}

function positionsIn(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  const counts = new Map<string, number>();
  let table = "";
  for (const [index, line] of text.split("\n").entries()) {
    const [, many, header] = /^\s*(\[\[?)\s*([\w.-]+)\s*\]/.exec(line) ?? [];
    const [, key] = /^\s*([\w.-]+)\s*=/.exec(line) ?? [];
    if (header !== undefined) {
      const count = counts.get(header) ?? 0;
      counts.set(header, count + 1);
      table = many === "[[" ? `${header}.${count}.` : `${header}.`;
      lines.set(table.slice(0, -1), index + 1);
    }
    if (key !== undefined) lines.set(`${table}${key}`, index + 1);
  }
  return lines;
}
