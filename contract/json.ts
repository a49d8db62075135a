import { fail, ok, type Result } from "./result.ts";

/** What JSON.parse gives. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export type JsonProblem =
  | { readonly code: "not-json"; readonly detail: string }
  | { readonly code: "not-canonical"; readonly detail: string };

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes of plain JSON, as health messages and configuration documents have it. */
export function parseJson(bytes: Uint8Array): Result<Json, JsonProblem> {
  const text = utf8(bytes);
  return text.ok ? parseJsonText(text.value) : text;
}

/** A byte order mark stays in the text, where JSON refuses it. */
export function utf8(bytes: Uint8Array): Result<string, JsonProblem> {
  try {
    return ok(decoder.decode(bytes));
  } catch {
    return fail({ code: "not-json", detail: "not UTF-8" });
  }
}

export function parseJsonText(text: string): Result<Json, JsonProblem> {
  try {
    return ok(JSON.parse(text) as Json);
  } catch (error) {
    return fail({ code: "not-json", detail: error instanceof Error ? error.message : "" });
  }
}

/**
 * The form of RFC 8785 (JCS), restricted to printable ASCII strings and safe integers, for which
 * JSON.stringify of the leaves and a sort of the keys are exact.
 */
export function canonicalJson(value: Json): Result<string, JsonProblem> {
  const problem = firstUnsignable(value, MAX_DEPTH);
  return problem === null ? ok(encode(value)) : fail({ code: "not-canonical", detail: problem });
}

/** Deeper than anything that fits into an entry, and far from the end of the stack. */
const MAX_DEPTH = 512;
/** The only text that is signed. */
export const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

function firstUnsignable(value: Json, depth: number): string | null {
  if (typeof value === "number") {
    const exact = Number.isSafeInteger(value) && !Object.is(value, -0);
    return exact ? null : `${value} is not a safe integer`;
  }
  if (typeof value === "string") return PRINTABLE_ASCII.test(value) ? null : "not printable ASCII";
  if (value === null || typeof value === "boolean") return null;
  if (depth === 0) return `nested more than ${MAX_DEPTH} deep`;
  for (const part of isArray(value) ? value : [...Object.keys(value), ...Object.values(value)]) {
    const problem = firstUnsignable(part, depth - 1);
    if (problem !== null) return problem;
  }
  return null;
}

function encode(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(encode).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${encode(member)}`).join(",")}}`;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
