import { describe, expect, it } from "vitest";
import { utcTime } from "#contract/ids.ts";
import type { ClockState } from "#contract/stamp.ts";
import { EpochMs } from "#contract/units.ts";
import { localDates } from "../journal/calendar.ts";
import { DEFAULT_CLOCK_LIMITS as limits, readingOf, weighingOf } from "./weighing-time.ts";

const NOW = EpochMs(Date.UTC(2026, 10, 30, 22)); // midnight in the village
const stamp = (clock: ClockState, fromNow: number, uptimeMs = 1_000) => {
  return { boot: "b", clock, time: utcTime(NOW + fromNow), uptimeMs };
};
const dateOf = localDates("Asia/Hebron");
const weighed = (
  at: ReturnType<typeof stamp>,
  reading: Parameters<typeof weighingOf>[1]["reading"] = null,
) => weighingOf(at, { arrivedAt: NOW, reading, limits, dateOf });

const [AHEAD, BEHIND] = [5 * 60_000, -90 * 86_400_000];

describe("when a deposit was weighed", () => {
  it.each<[ClockState, number, boolean]>([
    ["synced", 0, true],
    ["holdover", 0, true],
    ["unset", 0, false],
    ["synced", AHEAD, true],
    ["synced", AHEAD + 1, false],
    ["holdover", BEHIND, true],
    ["holdover", BEHIND - 1, false],
  ])("is the stamp's time: %s, %i ms from its arrival: %s", (clock, fromNow, believed) => {
    const found = weighed(stamp(clock, fromNow));
    expect(found?.time ?? null).toBe(believed ? utcTime(NOW + fromNow) : null);
  });

  it("has the village's date", () => {
    expect(weighed(stamp("synced", -1))?.date).toBe("2026-11-30");
    expect(weighed(stamp("synced", 0))).toMatchObject({ date: "2026-12-01", from: "stamp" });
  });

  const reading = { uptimeMs: 100_000, time: NOW };
  it.each([
    [40_000, -60_000],
    [100_000, 0],
    [160_000, 60_000],
    [100_000 + AHEAD, AHEAD],
    [100_001 + AHEAD, null],
    [Number.MAX_SAFE_INTEGER, null],
  ])("is derived at uptime %i", (uptimeMs, fromNow) => {
    const expected = fromNow === null ? null : utcTime(NOW + fromNow);
    const found = weighed(stamp("unset", 0, uptimeMs), reading);
    expect(found?.time ?? null).toBe(expected);
    expect(found?.from ?? "derived").toBe("derived");
  });

  it("is not derived from an uptime longer than clocks exist", () => {
    const odd = { uptimeMs: Number.MAX_SAFE_INTEGER, time: NOW };
    expect(weighed(stamp("unset", 0, 0), odd)).toBeNull();
  });

  it("is not derived for a clock that was set, and is wrong", () => {
    expect(weighed(stamp("synced", AHEAD + 1), reading)).toBeNull();
  });
});

describe("what a stamp says of its boot", () => {
  it.each<[ClockState, number, boolean]>([
    ["synced", 0, true],
    ["synced", AHEAD + 1, false],
    ["synced", BEHIND - 1, false],
    ["holdover", 0, false],
    ["unset", 0, false],
  ])("%s, %i ms from its arrival: %s", (clock, fromNow, says) => {
    expect(readingOf(stamp(clock, fromNow), NOW, limits) !== null).toBe(says);
  });
});
