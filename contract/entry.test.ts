import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDeposit, parseEntry } from "./entry.ts";
import golden from "./golden/entries.json" with { type: "json" };
import { sha256 } from "./hash.ts";
import { canonicalJson } from "./json.ts";

describe("an entry", () => {
  it.each(golden.cases)("$name", ({ text, expect: { hash, problem } }) => {
    expect(sha256(text)).toBe(hash);
    expect(canonicalJson(JSON.parse(text))).toEqual({ ok: true, value: text });
    // Which chain it belongs to only its page can tell.
    if (problem !== "wrong-chain") expect(parseEntry(JSON.parse(text)).ok).toBe(problem === null);
  });

  it("comes out as it went in", () => {
    for (const { text, expect: expected } of golden.cases) {
      const json = JSON.parse(text);
      const entry = parseEntry(json);
      if (expected.problem === null) expect(entry).toEqual({ ok: true, value: json });
    }
  });

  it("is a deposit by its kind", () => {
    const kinds = golden.cases.map(({ text }) => parseEntry(JSON.parse(text)));
    const deposits = kinds.filter((entry) => entry.ok && isDeposit(entry.value));
    const others = kinds.filter((entry) => entry.ok && !isDeposit(entry.value));
    expect(deposits.length).toBeGreaterThan(5);
    expect(others.length).toBeGreaterThan(2);
  });

  it("cannot be made of any value there is", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseEntry(JSON.parse(text)).ok).toBe(false);
      }),
    );
  });

  it("says what is wrong with it in words", () => {
    expect(parseEntry({ kind: "deposit" })).toMatchObject({
      problem: { code: "malformed", detail: expect.stringContaining("chain") },
    });
  });
});
