import { describe, expect, it } from "vitest";
import type { ClockLine } from "./clock-line.ts";
import { openClockMaster } from "./clock-master.ts";
import { fakeTime } from "./fake-time.fixture.ts";

describe("the clock's master", () => {
  it("writes down how far time may run before anyone can read it", async () => {
    const kept: number[] = [];
    const heard: ClockLine[] = [];
    const master = openClockMaster(5000, (untilMs) => kept.push(untilMs), fakeTime());
    master.addFollower(async (line) => {
      expect(kept.at(-1)).toBe(line.untilMs);
      heard.push(line);
    });
    await master.turn({ rate: 60, jumpToMs: 1_000_000 });
    expect(kept).toEqual([15_000, 1_600_000]);
    expect(heard).toHaveLength(1);
    expect(master.clock.now()).toBe(1_000_000);
  });

  it("turns once everyone has turned, and turns one after the other", async () => {
    const master = openClockMaster(0, () => {}, fakeTime());
    const acknowledge: (() => void)[] = [];
    const rates: number[] = [];
    master.addFollower((line) => {
      rates.push(line.rate);
      return new Promise<void>((resolve) => acknowledge.push(resolve));
    });
    const turned: string[] = [];
    const first = master.turn({ rate: 20 }).then(() => turned.push("first"));
    const second = master.turn({ rate: 60 }).then(() => turned.push("second"));
    await Promise.resolve();
    expect([rates, turned]).toEqual([[20], []]);
    acknowledge[0]?.();
    await first;
    await Promise.resolve();
    expect([rates, turned]).toEqual([[20, 60], ["first"]]);
    acknowledge[1]?.();
    await second;
  });

  it("renews its reserve before time would stand, and closes where time is", async () => {
    const time = fakeTime();
    const kept: number[] = [];
    const master = openClockMaster(0, (untilMs) => kept.push(untilMs), time);
    for (let second = 0; second < 30; second += 1) {
      time.pass(1000);
      await new Promise(setImmediate);
    }
    expect(master.clock.now()).toBe(30_000);
    expect(kept.length).toBeLessThan(8);
    expect(master.close()).toBe(30_000);
  });
});
