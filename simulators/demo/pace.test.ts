import { describe, expect, it } from "vitest";
import { openPace, rateOf, skipTo } from "./pace.ts";

describe("the rate of village time", () => {
  it.each([
    // speed, open visits, rate without a board and with one
    [60, 0, 60, 60],
    [60, 1, 20, 8],
    [600, 3, 20, 8],
    [10, 1, 10, 8],
    [5, 0, 5, 5],
    [5, 2, 5, 5],
    [1, 1, 1, 1],
  ])("at speed %i with %i visits is %i, and %i with a board", (speed, open, rate, ofBoards) => {
    expect(rateOf({ speed, arduino: false }, open)).toBe(rate);
    expect(rateOf({ speed, arduino: true }, open)).toBe(ofBoards);
  });

  it("follows people as they come and go", async () => {
    const rates: number[] = [];
    const pace = openPace(
      { turn: async ({ rate }) => void rates.push(rate) },
      { speed: 600, arduino: false },
    );
    await pace.enter();
    await pace.enter();
    await pace.leave();
    await pace.leave();
    expect(rates).toEqual([20, 20, 20, 600]);
    expect(pace.openVisits()).toBe(0);
  });
});

describe("idle time", () => {
  const hour = { nowMs: 0, nextMs: 3_600_000 };

  it("is skipped but for ten real seconds", () => {
    expect(skipTo({ ...hour, speed: 60, hurried: false })).toBe(3_000_000);
    expect(skipTo({ ...hour, nextMs: 600_000, speed: 60, hurried: false })).toBeNull();
  });

  it("is skipped whole in a hurry", () => {
    expect(skipTo({ ...hour, speed: 60, hurried: true })).toBe(3_600_000);
    expect(skipTo({ ...hour, nowMs: 3_600_000, speed: 60, hurried: true })).toBeNull();
  });

  it("passes as it does in real time", () => {
    expect(skipTo({ ...hour, speed: 1, hurried: false })).toBeNull();
  });
});
