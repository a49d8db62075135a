import { type Json, type JsonProblem, PRINTABLE_ASCII, parseJsonText, utf8 } from "./json.ts";
import { fail, ok, type Result } from "./result.ts";

/** What canonical bytes say, and their text: what was received is hashed as it came, not made anew. */
export type CanonicalJson = { readonly json: Json; readonly text: string };

/** Bytes in the one form that may be signed: RFC 8785 (JCS) of printable ASCII and safe integers. */
export function parseCanonicalJson(bytes: Uint8Array): Result<CanonicalJson, JsonProblem> {
  const text = utf8(bytes);
  if (!text.ok) return text;
  const json = parseJsonText(text.value);
  if (!json.ok) return json;
  const fault = canonicalFault(text.value);
  return fault === null
    ? ok({ json: json.value, text: text.value })
    : fail({ code: "not-canonical", detail: fault });
}

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = "\\".charCodeAt(0);
const COLON = ":".charCodeAt(0);
const COMMA = ",".charCodeAt(0);
const SPACE = " ".charCodeAt(0);
const OPENING = { object: "{".charCodeAt(0), array: "[".charCodeAt(0) } as const;
const CLOSING = { object: "}".charCodeAt(0), array: "]".charCodeAt(0) } as const;

/**
 * Why a JSON text is not its own canonical form, or null. One pass without recursion, so that a
 * hostile depth costs memory and no stack.
 *
 * @param text valid JSON, as JSON.parse has found
 */
function canonicalFault(text: string): string | null {
  if (!PRINTABLE_ASCII.test(text)) return "not printable ASCII";
  /** The last key of each object that is open, innermost last; null before its first. */
  const keys: (string | null)[] = [];
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      const isKey = text.charCodeAt(end) === COLON;
      const fault = stringFault(text.slice(at, end), isKey ? keys : null);
      if (fault !== null) return fault;
      at = end;
    } else if (startsNumber(code)) {
      const end = endOfNumber(text, at);
      if (!isWholeNumber(text.slice(at, end))) return "a number is not a plain safe integer";
      at = end;
    } else {
      if (code === SPACE) return "a space between tokens";
      if (code === OPENING.object) keys.push(null);
      if (code === CLOSING.object) keys.pop();
      at += 1;
    }
  }
  return null;
}

/** @param keys the last keys of the open objects, when the literal is itself a key */
function stringFault(literal: string, keys: (string | null)[] | null): string | null {
  const escaped = literal.includes("\\");
  const value: string = escaped ? JSON.parse(literal) : literal.slice(1, -1);
  const plain = !escaped || (PRINTABLE_ASCII.test(value) && JSON.stringify(value) === literal);
  if (!plain) return "an escape that printable ASCII does not need";
  if (keys === null) return null;
  const last = keys.at(-1) ?? null;
  if (last !== null && last >= value) return "keys out of order, or one twice";
  keys[keys.length - 1] = value;
  return null;
}

/** Where the string literal ends that begins at `open`: one past its closing quote. */
function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at += 1;
  }
  return text.length;
}

const MINUS = "-".charCodeAt(0);
const [ZERO, NINE] = ["0".charCodeAt(0), "9".charCodeAt(0)];
const startsNumber = (code: number) => code === MINUS || (code >= ZERO && code <= NINE);
const endsToken = (code: number) =>
  code === COMMA || code === CLOSING.object || code === CLOSING.array || code === SPACE;

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && !endsToken(text.charCodeAt(at))) at += 1;
  return at;
}

/** `-0`, `1e3`, `1.0` and what a double cannot hold all come out as other text. */
function isWholeNumber(literal: string): boolean {
  const number = Number(literal);
  return Number.isSafeInteger(number) && String(number) === literal;
}

/**
 * The texts of an array's elements, as they stand.
 *
 * @param text valid JSON without spaces between tokens
 * @param open where the array's opening bracket stands; it has at least one element
 */
export function elementTexts(text: string, open: number): string[] {
  const elements: string[] = [];
  let start = open + 1;
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at) - 1;
    else if (code === OPENING.object || code === OPENING.array) depth += 1;
    else if (code === CLOSING.object || code === CLOSING.array) depth -= 1;
    if (depth === 0 || (depth === 1 && code === COMMA)) {
      elements.push(text.slice(start, at));
      start = at + 1;
    }
    if (depth === 0) break;
  }
  return elements;
}
