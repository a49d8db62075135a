import { parse, TomlError } from "smol-toml";
import type * as z from "zod";
import { fail, ok, type Result } from "#contract/result.ts";

/**
 * A document as a council's clerk writes it: TOML with snake_case names.
 *
 * @returns what the schema (with camelCase names) makes of it, or one sentence that says what is
 *   wrong and where, in the clerk's own spelling
 */
export function parseTomlDocument<Out>(
  text: string,
  schema: z.ZodType<Out>,
): Result<Out, { message: string }> {
  let toml: unknown;
  try {
    toml = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split("\n")[0] ?? "";
    return fail({ message: `Line ${error.line} is not TOML: ${reason}` });
  }
  const misspelled = keysIn(toml).find(isCamelCase);
  if (misspelled !== undefined) {
    return fail({ message: `unknown key ${misspelled}: write ${fieldName(misspelled)}.` });
  }
  const { success, data, error } = schema.safeParse(camelCased(toml));
  return success ? ok(data) : fail({ message: sentenceOf(error) });
}

function sentenceOf({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined) return "not such a document.";
  const where = issue.path.map(fieldName).join(".");
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.map(fieldName).join(", ") : "";
  const fault = unknown === "" ? issue.message : `unknown key ${unknown}`;
  return where === "" ? `${fault}.` : `${where}: ${fault}.`;
}

/** One spelling for each name: else `validFrom` would pass for `valid_from` by accident. */
const isCamelCase = (key: string): boolean => /[a-z0-9][A-Z]/.test(key);

function keysIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn);
  if (!isTable(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...keysIn(member)]);
}

function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (!isTable(value)) return value;
  const rename = (key: string) =>
    key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [rename(key), camelCased(member)]),
  );
}

const isTable = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !(value instanceof Date);

/** As it stands in the file, so that it can be found there. */
const fieldName = (key: PropertyKey): string =>
  typeof key === "number"
    ? `entry ${key + 1}`
    : String(key).replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
