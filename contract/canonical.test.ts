import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elementTexts, parseCanonicalJson } from "./canonical.ts";
import golden from "./golden/canonical.json" with { type: "json" };
import { canonicalHash } from "./hash.ts";
import { canonicalJson, isJsonObject, type Json } from "./json.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What a station may sign: printable ASCII, safe integers. */
const ascii = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map(String.fromCharCode) });
const signable = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    ascii,
    fc.array(tie("json"), { maxLength: 5 }),
    fc.dictionary(fc.oneof(ascii, fc.nat(20).map(String)), tie("json"), { maxKeys: 5 }),
  ),
})).json;

describe("the canonical form", () => {
  it.each(golden.cases)("$name", ({ json, expect: { canonical, sha256 } }) => {
    const value: Json = JSON.parse(json);
    const text = canonicalJson(value);
    expect(text.ok ? text.value : text.problem.code).toBe(canonical ?? "not-canonical");
    if (canonical !== undefined) expect(canonicalHash(value)).toBe(sha256);
  });

  it.each(golden.cases)("is the only one received: $name", ({ json, expect: { canonical } }) => {
    expect(parseCanonicalJson(bytesOf(json)).ok).toBe(json === canonical);
    if (canonical !== undefined) expect(parseCanonicalJson(bytesOf(canonical)).ok).toBe(true);
  });

  it("says what went in, and stays itself", () => {
    fc.assert(
      fc.property(signable, (value) => {
        const text = canonicalJson(value);
        if (!text.ok) throw new Error(text.problem.detail);
        const read = parseCanonicalJson(bytesOf(text.value));
        expect(read).toEqual({
          ok: true,
          value: { json: JSON.parse(text.value), text: text.value },
        });
        expect(canonicalJson(JSON.parse(text.value))).toEqual(text);
      }),
    );
  });

  it("does not depend on the order in which keys were written", () => {
    fc.assert(
      fc.property(signable, (value) => {
        expect(canonicalJson(reversed(value))).toEqual(canonicalJson(value));
      }),
    );
  });

  it("is accepted exactly when it would be written so", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), (text) => {
        const written = canonicalJson(JSON.parse(text));
        const same = written.ok && written.value === text;
        expect(parseCanonicalJson(bytesOf(text)).ok).toBe(same);
      }),
    );
  });

  it.each([
    ["not JSON", "{"],
    ["empty", ""],
    ["a byte order mark", "\ufeff{}"],
    ["a key twice", '{"a":1,"a":1}'],
    ["an empty key twice", '{"":1,"":1}'],
    ["a key twice under __proto__", '{"__proto__":1,"__proto__":2}'],
    ["unsorted in a list", '[{"b":1,"a":1}]'],
    ["unsorted after an inner object", '{"b":{"c":1},"a":1}'],
    ["an escape in a key", '{"\\u0061":1}'],
    ["a space at the end", "{} "],
    ["a space before a comma", "[1 ,2]"],
  ])("refuses %s", (_, text) => {
    expect(parseCanonicalJson(bytesOf(text)).ok).toBe(false);
  });

  it("refuses bytes that are no UTF-8", () => {
    expect(parseCanonicalJson(Uint8Array.of(0x22, 0xff, 0x22)).ok).toBe(false);
  });

  it("goes as deep as the bytes do, without a stack", () => {
    const depth = 100_000;
    const deep = "[".repeat(depth) + "]".repeat(depth);
    expect(parseCanonicalJson(bytesOf(deep)).ok).toBe(true);
    expect(parseCanonicalJson(bytesOf("[".repeat(depth))).ok).toBe(false);
    expect(canonicalJson(JSON.parse(deep)).ok).toBe(false);
  });
});

describe("the texts of a list's elements", () => {
  it("are the canonical forms of the elements", () => {
    fc.assert(
      fc.property(fc.array(signable, { minLength: 1, maxLength: 6 }), (values) => {
        const text = canonicalJson(values);
        const each = values.map((value) => canonicalJson(value));
        expect(text.ok && elementTexts(text.value, 0)).toEqual(each.map((it) => it.ok && it.value));
      }),
    );
  });
});

function reversed(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (!isJsonObject(value)) return value.map(reversed);
  const members = Object.entries(value).map(([key, member]) => [key, reversed(member)] as const);
  return Object.fromEntries(members.reverse());
}
