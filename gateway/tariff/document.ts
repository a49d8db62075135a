import { parse, TomlError } from "smol-toml";
import { fail, ok, type Result } from "#contract/result.ts";
import { type TariffDocument, tariffDocument } from "../journal/tariff-document.ts";

/** A tariff as a council's clerk writes it: TOML with snake_case names, whole grams and minor units. */
export function parseTariff(text: string): Result<TariffDocument, { message: string }> {
  let toml: unknown;
  try {
    toml = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split("\n")[0] ?? "";
    return fail({ message: `Line ${error.line} is not TOML: ${reason}` });
  }
  const parsed = tariffDocument.safeParse(camelCased(toml));
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? "" : [...issue.path.map(fieldName)].join(".");
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys.map(fieldName).join(", ") : "";
  const fault = unknown === "" ? (issue?.message ?? "not a tariff") : `unknown key ${unknown}`;
  return fail({ message: where === "" ? `${fault}.` : `${where}: ${fault}.` });
}

function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const rename = (key: string) =>
    key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [rename(key), camelCased(member)]),
  );
}

/** As it stands in the file, so that it can be found there. */
const fieldName = (key: PropertyKey): string =>
  typeof key === "number"
    ? `entry ${key + 1}`
    : String(key).replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
