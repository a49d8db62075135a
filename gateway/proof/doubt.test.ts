import { describe, expect, it } from "vitest";
import { EpochMs } from "#contract/units.ts";
import { isCardInDoubt, type Moment, type ProofFacts } from "./doubt.ts";

const at = (differing: Partial<Moment> = {}): Moment => ({
  ...{ station: "beitillo-01", boot: "0192f0c4-1111-4222-8333-444455556666", uptimeMs: 1_000_000 },
  ...differing,
});
const facts = (differing: Partial<ProofFacts>): ProofFacts => ({
  ...{ brought: true, proof: { counter: 7 }, at: at(), visit: null },
  ...{ weighedAt: EpochMs(2_000), provedSince: EpochMs(1_000) },
  ...differing,
});
const none = { brought: false, proof: null } as const;

describe("isCardInDoubt", () => {
  it.each<[string, Partial<ProofFacts>, boolean]>([
    ["a good proof", {}, false],
    ["a good proof of a card's first", { provedSince: null }, false],
    ["a good proof at an unknown time", { weighedAt: null }, false],
    ["a bad proof", { proof: "bad" }, true],
    ["a proof that nobody can check", { proof: null }, true],
    ["no proof, of a card that never had one", { ...none, provedSince: null }, false],
    ["no proof, of a card that has had one", none, true],
    ["no proof, weighed with the first", { ...none, weighedAt: EpochMs(1_000) }, true],
    ["no proof, weighed before the first", { ...none, weighedAt: EpochMs(999) }, false],
    ["no proof, and nobody knows when it was weighed", { ...none, weighedAt: null }, false],
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
