import { describe, expect, it } from "vitest";
import { sha256 } from "#contract/hash.ts";
import { type UtcTime, utcTime } from "#contract/ids.ts";
import type { Outcome, OutcomeName } from "#contract/receipt.ts";
import { type EntryState, effectOf } from "./release.ts";

const own = sha256("this entry");
const earlier = utcTime(1_000);
const now = utcTime(2_000);

const outcomeNamed = (outcome: OutcomeName, hash: Outcome["hash"] = own): Outcome => ({
  seq: 1,
  hash,
  outcome,
  repeat: false,
  reasons: [],
  credited: null,
  points: null,
  balance: null,
  owed: null,
});
const kept = (state: EntryState, receiptAt: UtcTime | null = null) => ({
  state,
  hash: own,
  receiptAt,
});

describe("effectOf", () => {
  it.each([
    ["posted", "release"],
    ["held", "release"],
    ["refused", "bury"],
    ["conflict", "bury"],
    ["deferred", "none"],
  ] as const)("%s: %s", (outcome, effect) => {
    expect(effectOf(kept("pending"), outcomeNamed(outcome), now)).toBe(effect);
  });

  it("does nothing for another hash, whatever the outcome", () => {
    const foreign = outcomeNamed("posted", sha256("another entry"));
    expect(effectOf(kept("pending"), foreign, now)).toBe("none");
    expect(effectOf(kept("pending"), outcomeNamed("posted", null), now)).toBe("none");
  });

  it("does nothing for an entry that it does not hold", () => {
    expect(effectOf(null, outcomeNamed("posted"), now)).toBe("none");
  });

  it("leaves what a person must decide to the person", () => {
    expect(effectOf(kept("dead"), outcomeNamed("posted"), now)).toBe("none");
  });

  it("lets only a newer receipt release what was put back", () => {
    expect(effectOf(kept("pending", now), outcomeNamed("posted"), now)).toBe("none");
    expect(effectOf(kept("pending", now), outcomeNamed("posted"), earlier)).toBe("none");
    expect(effectOf(kept("pending", earlier), outcomeNamed("posted"), now)).toBe("release");
  });
});
