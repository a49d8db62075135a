import { describe, expect, it } from "vitest";
import { MAX_PAGE_BYTES } from "#contract/topics.ts";
import { FULL_PACE, paceAfterAnswer, paceAfterDeferral, pageBytesAfter } from "./pace.ts";
import { retryDelayMs } from "./retry.ts";

describe("retryDelayMs", () => {
  it.each([
    [1, 30_000],
    [2, 60_000],
    [5, 480_000],
    [6, 600_000],
    [1_000, 600_000],
  ])("waits after attempt %i for %i ms", (attempt, ms) => {
    expect(retryDelayMs(attempt, 0)).toBe(ms);
  });

  it("adds at most a fifth by chance", () => {
    expect(retryDelayMs(1, 0.999)).toBe(35_994);
  });
});

describe("pace", () => {
  it("halves a page that was deferred twice, down to one entry", () => {
    const once = paceAfterDeferral(FULL_PACE, 200);
    expect(once.mostEntries).toBe(200);
    const twice = paceAfterDeferral(once, 200);
    expect(twice.mostEntries).toBe(100);
    expect(paceAfterDeferral({ mostEntries: 1, deferrals: 5 }, 1).mostEntries).toBe(1);
  });

  it("grows again when something is decided", () => {
    expect(paceAfterAnswer({ mostEntries: 25, deferrals: 6 })).toEqual({
      mostEntries: 50,
      deferrals: 0,
    });
    expect(paceAfterAnswer(FULL_PACE)).toEqual(FULL_PACE);
  });

  it.each([
    // bytes, ms, next
    [4_096, 2_000, 4_096], // 16 kbit/s
    [4_096, 4_000, 2_048], // half of it
    [4_096, 10, 8_192], // a LAN: twofold at most
    [4_096, 60_000, 1_024], // never too little for one entry
  ])("a page of %i bytes that took %i ms is followed by one of %i", (bytes, tookMs, next) => {
    expect(pageBytesAfter(4_096, { bytes, tookMs })).toBe(next);
  });

  it("never goes beyond what a broker takes", () => {
    expect(pageBytesAfter(MAX_PAGE_BYTES, { bytes: MAX_PAGE_BYTES, tookMs: 1 })).toBe(
      MAX_PAGE_BYTES,
    );
  });
});
