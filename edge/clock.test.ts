import { beforeEach, describe, expect, it } from "vitest";
import { EpochMs } from "#contract/units.ts";
import { clockStateOf, openClock, type Readings, stampNow } from "./clock.ts";

const HOUR_MS = 3_600_000;
const YEAR_2026 = Date.UTC(2026, 10, 22);

let wallMs: number;
let uptimeMs: number;
let ntpSetAtMs: number | null;
const readings: Readings = {
  boot: "0192f0c4-0000-7000-8000-000000000001",
  wallMs: () => wallMs,
  uptimeMs: () => uptimeMs,
  ntpSetAtMs: () => ntpSetAtMs,
};
const pass = (ms: number) => {
  wallMs += ms;
  uptimeMs += ms;
};

beforeEach(() => {
  [wallMs, uptimeMs, ntpSetAtMs] = [0, 5_000, null];
});

describe("clockStateOf", () => {
  it.each([
    [null, null, "unset"],
    [0, null, "synced"],
    [null, 24 * HOUR_MS, "synced"],
    [null, 24 * HOUR_MS + 1, "holdover"],
    [25 * HOUR_MS, 1, "synced"],
    [25 * HOUR_MS, 30 * HOUR_MS, "holdover"],
  ] as const)("set by NTP %s ms ago, learned %s ms ago: %s", (ntpMs, learnedMs, state) => {
    expect(clockStateOf({ ntpMs, learnedMs })).toBe(state);
  });
});

describe("a station's clock", () => {
  it("is unset after a boot, and stamps what it reads all the same", () => {
    const stamp = stampNow(openClock(readings));
    expect(stamp).toEqual({
      boot: readings.boot,
      clock: "unset",
      time: "1970-01-01T00:00:00.000Z",
      uptimeMs: 5_000,
    });
  });

  it("goes on from the time that it learned, whatever the wall clock says", () => {
    const clock = openClock(readings);
    clock.learn(EpochMs(YEAR_2026));
    pass(1_500);
    expect([clock.state(), clock.now()]).toEqual(["synced", YEAR_2026 + 1_500]);
    pass(25 * HOUR_MS);
    expect(clock.state()).toBe("holdover");
  });

  it("follows NTP when that has set the wall clock", () => {
    const clock = openClock(readings);
    clock.learn(EpochMs(YEAR_2026));
    [wallMs, ntpSetAtMs] = [YEAR_2026 + 700, YEAR_2026];
    expect([clock.state(), clock.now()]).toEqual(["synced", YEAR_2026 + 700]);
  });

  it("never runs backwards once it was set", () => {
    const clock = openClock(readings);
    clock.learn(EpochMs(YEAR_2026));
    expect(clock.now()).toBe(YEAR_2026);
    clock.learn(EpochMs(YEAR_2026 - 9_000));
    expect(clock.now()).toBe(YEAR_2026);
    pass(9_001);
    expect(clock.now()).toBe(YEAR_2026 + 1);
  });

  it("may jump back when it is set for the first time", () => {
    wallMs = YEAR_2026 * 2;
    const clock = openClock(readings);
    clock.now();
    clock.learn(EpochMs(YEAR_2026));
    expect(clock.now()).toBe(YEAR_2026);
  });
});
