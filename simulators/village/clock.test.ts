import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openVillageClock } from "./clock.ts";
import { type ClockLine, realMsUntil, turned, villageAt } from "./clock-line.ts";
import { fakeTime } from "./fake-time.fixture.ts";

const start: ClockLine = { anchorMs: 1000, villageMs: 50_000, rate: 1, untilMs: 60_000 };

describe("a clock line", () => {
  it.each([
    // monotonic, village
    [900, 50_000], // another process may read it a moment before its start
    [1000, 50_000],
    [2500, 51_500],
    [90_000, 60_000], // stands at its end
  ])("is, at %i ms of the machine, at %i", (monotonicMs, village) => {
    expect(villageAt(start, monotonicMs)).toBe(village);
  });

  it("goes on from where it was, faster", () => {
    const faster = turned(start, 2000, { rate: 20, reserveMs: 1000 });
    expect(faster).toEqual({ anchorMs: 2000, villageMs: 51_000, rate: 20, untilMs: 71_000 });
  });

  it("jumps forward, and never back", () => {
    const jump = (jumpToMs: number) => turned(start, 2000, { rate: 1, reserveMs: 1000, jumpToMs });
    expect(jump(400_000).villageMs).toBe(400_000);
    expect(jump(400_000).untilMs).toBe(401_000);
    expect(jump(10).villageMs).toBe(51_000);
  });

  it("tells how long a village time is away", () => {
    const line = { ...start, rate: 20 };
    expect(realMsUntil(line, 52_000, 1000)).toBe(100);
    expect(realMsUntil(line, 49_000, 1000)).toBe(0);
    expect(realMsUntil(line, 60_001, 1000)).toBe(Number.POSITIVE_INFINITY);
  });

  it("refuses to stand or to run backwards", () => {
    expect(() => turned(start, 2000, { rate: 0, reserveMs: 1 })).toThrow(/forward/);
    expect(() => turned(start, 2000, { rate: -1, reserveMs: 1 })).toThrow(/forward/);
  });
});

/** What can happen to a clock: time passes, its line turns, the process that owns it is killed. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant("pass" as const), ms: fc.integer({ min: 0, max: 20_000 }) }),
  fc.record({
    kind: fc.constant("turn" as const),
    rate: fc.constantFrom(1, 20, 60, 600),
    jumpMs: fc.option(fc.integer({ min: -100_000, max: 1e9 })),
  }),
  fc.record({ kind: fc.constant("crash" as const) }),
);

describe("village time", () => {
  it("never runs backwards, over turns, jumps and crashes, for anyone", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const real = fakeTime(start.anchorMs);
        let line = start;
        let master = openVillageClock(line, real);
        let late = openVillageClock(line, real); // hears of every turn one happening later
        let seen = master.now();
        for (const it of happenings) {
          const follower = late;
          follower.follow(line);
          if (it.kind === "pass") real.pass(it.ms);
          if (it.kind === "turn") {
            const jump = it.jumpMs === null ? {} : { jumpToMs: master.now() + it.jumpMs };
            line = turned(line, real.monotonicMs(), { rate: it.rate, reserveMs: 5000, ...jump });
            master.follow(line);
          }
          if (it.kind === "crash") {
            seen = Math.max(seen, follower.now());
            const from = { ...line, anchorMs: real.monotonicMs(), villageMs: line.untilMs };
            line = turned(from, real.monotonicMs(), { rate: 1, reserveMs: 5000 });
            master = openVillageClock(line, real);
            late = openVillageClock(line, real);
          }
          expect(master.now()).toBeGreaterThanOrEqual(seen);
          seen = master.now();
          expect(follower.now()).toBeLessThanOrEqual(line.untilMs);
        }
      }),
    );
  });

  it("wakes those who wait in the order of their times", () => {
    const real = fakeTime(start.anchorMs);
    const clock = openVillageClock({ ...start, rate: 10 }, real);
    const woken: string[] = [];
    clock.after(2000, () => woken.push("later"));
    clock.after(1000, () => woken.push("sooner"));
    clock.after(1500, () => woken.push("never"))();
    real.pass(100);
    expect(woken).toEqual(["sooner"]);
    real.pass(100);
    expect(woken).toEqual(["sooner", "later"]);
  });

  it("wakes at the right moment when its line turns meanwhile", () => {
    const real = fakeTime(start.anchorMs);
    const clock = openVillageClock(start, real);
    const woken: number[] = [];
    clock.after(5000, () => woken.push(clock.now()));
    real.pass(1000);
    clock.follow(turned(start, real.monotonicMs(), { rate: 20, reserveMs: 1000 }));
    real.pass(199);
    expect(woken).toEqual([]);
    real.pass(1);
    expect(woken).toEqual([55_000]);
  });

  it("keeps no timer for those who wait no longer", () => {
    const real = fakeTime(start.anchorMs);
    const clock = openVillageClock(start, real);
    const cancels = [1000, 2000].map((ms) => clock.after(ms, () => {}));
    for (const cancel of cancels) cancel();
    expect(real.timers()).toBe(0);
  });

  it("stands at the end of its line, and wakes nobody there", () => {
    const real = fakeTime(start.anchorMs);
    const clock = openVillageClock(start, real);
    const woken: string[] = [];
    clock.after(11_000, () => woken.push("beyond"));
    real.pass(60_000);
    expect([clock.now(), ...woken]).toEqual([60_000]);
    clock.follow(turned(start, real.monotonicMs(), { rate: 1, reserveMs: 5000 }));
    real.pass(1000);
    expect(woken).toEqual(["beyond"]);
  });
});
