import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Expired, idleSince, leftExpired, withExpiry, withoutExpiry } from "./expiry.ts";

describe("the last day of activity for credits to expire today", () => {
  it.each([
    ["2026-11-25", "2025-08-25"],
    ["2026-03-01", "2024-12-01"],
    ["2026-04-15", "2025-01-15"],
    ["2026-05-31", "2025-02-28"],
    ["2025-05-29", "2024-02-29"],
    ["2025-12-31", "2024-09-30"],
  ])("is, on %s, %s", (today, since) => {
    expect(idleSince(today)).toBe(since);
  });
});

describe("what is expired by now", () => {
  it.each([
    ["all of it, where nothing was corrected", 100, 0, 100],
    ["less what corrections took back", 100, -60, 40],
    ["nothing where they took more", 100, -160, 0],
    ["no more where they gave", 100, 60, 100],
  ])("is %s", (_, listed, corrected, left) => {
    expect(leftExpired({ listed, corrected })).toBe(left);
  });
});

const expired = fc.record({ listed: fc.nat(300), corrected: fc.integer({ min: -400, max: 400 }) });

describe("a further expiry", () => {
  it("adds exactly what it lists", () => {
    fc.assert(
      fc.property(expired, fc.integer({ min: 1, max: 300 }), (before: Expired, amount) => {
        expect(leftExpired(withExpiry(before, amount))).toBe(leftExpired(before) + amount);
      }),
    );
  });

  it("and its undoing leave everything as it was", () => {
    fc.assert(
      fc.property(expired, fc.integer({ min: 1, max: 300 }), (before: Expired, amount) => {
        const after = withoutExpiry(withExpiry(before, amount), amount);
        expect(leftExpired(after)).toBe(leftExpired(before));
      }),
    );
  });

  it("forgets corrections once none stands", () => {
    expect(withoutExpiry({ listed: 100, corrected: -60 }, 100)).toEqual({
      listed: 0,
      corrected: 0,
    });
    expect(withoutExpiry({ listed: 150, corrected: -60 }, 100)).toEqual({
      listed: 50,
      corrected: -60,
    });
  });
});
