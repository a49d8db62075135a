import { fail, ok, type Result } from "./result.ts";

/** What JSON.parse gives. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export type JsonProblem =
  | { readonly code: "not-json"; readonly detail: string }
  | { readonly code: "not-canonical"; readonly detail: string };

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Bytes of plain JSON, as health messages and configuration documents have it. */
export function parseJson(bytes: Uint8Array): Result<Json, JsonProblem> {
  try {
    return ok(JSON.parse(decoder.decode(bytes)) as Json);
  } catch (error) {
    return fail({ code: "not-json", detail: error instanceof Error ? error.message : "" });
  }
}

/**
 * Bytes in the one form that may be signed. Duplicate keys, floats, spaces and other escapes all
 * show as a difference between what was received and the canonical form of what was understood.
 */
export function parseCanonicalJson(bytes: Uint8Array): Result<Json, JsonProblem> {
  const parsed = parseJson(bytes);
  if (!parsed.ok) return parsed;
  const canonical = canonicalJson(parsed.value);
  if (!canonical.ok) return canonical;
  return sameBytes(encoder.encode(canonical.value), bytes)
    ? parsed
    : fail({ code: "not-canonical", detail: "the bytes are not their own JCS form" });
}

/**
 * The form of RFC 8785 (JCS), restricted to printable ASCII strings and safe integers, for which
 * JSON.stringify of the leaves and a sort of the keys are exact.
 */
export function canonicalJson(value: Json): Result<string, JsonProblem> {
  const problem = firstUnsignable(value);
  return problem === null ? ok(encode(value)) : fail({ code: "not-canonical", detail: problem });
}

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

function firstUnsignable(value: Json): string | null {
  if (typeof value === "number") {
    const exact = Number.isSafeInteger(value) && !Object.is(value, -0);
    return exact ? null : `${value} is not a safe integer`;
  }
  if (typeof value === "string") return PRINTABLE_ASCII.test(value) ? null : "not printable ASCII";
  if (value === null || typeof value === "boolean") return null;
  for (const part of isArray(value) ? value : [...Object.keys(value), ...Object.values(value)]) {
    const problem = firstUnsignable(part);
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

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
