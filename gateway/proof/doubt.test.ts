import { describe, expect, it } from "vitest";
import { isCardInDoubt, type Moment, type ProofFacts } from "./doubt.ts";

const at = (differing: Partial<Moment> = {}): Moment => ({
  ...{ station: "beitillo-01", boot: "0192f0c4-1111-4222-8333-444455556666", uptimeMs: 1_000_000 },
  ...differing,
});
const facts = (differing: Partial<ProofFacts>): ProofFacts => ({
  ...{ brought: true, proof: { counter: 7 }, at: at(), visit: null, owed: true },
  ...differing,
});
const none = { brought: false, proof: null } as const;

describe("isCardInDoubt", () => {
  it.each<[string, Partial<ProofFacts>, boolean]>([
    ["a good proof", {}, false],
    ["a good proof that nobody demanded", { owed: false }, false],
    ["a bad proof", { proof: "bad" }, true],
    ["a bad proof that nobody demanded", { proof: "bad", owed: false }, true],
    ["a proof that nobody can check", { proof: null }, true],
    ["no proof where one is demanded", none, true],
    ["no proof where none is", { ...none, owed: false }, false],
    ["the same message for another bag", { visit: at({ uptimeMs: 1_001_000 }) }, false],
    ["the same message ten minutes later", { visit: at({ uptimeMs: 400_000 }) }, false],
    ["the same message ten minutes earlier", { visit: at({ uptimeMs: 1_600_000 }) }, false],
    ["the same message still later", { visit: at({ uptimeMs: 399_999 }) }, true],
    ["the same message still earlier", { visit: at({ uptimeMs: 1_600_001 }) }, true],
    ["the same message after a start", { visit: at({ boot: "another" }) }, true],
    ["the same message elsewhere", { visit: at({ station: "beitillo-02" }) }, true],
  ])("%s: %o, %s", (_, differing, doubtful) => {
    expect(isCardInDoubt(facts(differing))).toBe(doubtful);
  });
});
