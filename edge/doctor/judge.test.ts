import { describe, expect, it } from "vitest";
import * as z from "zod";
import { fail, ok } from "#contract/result.ts";
import { EpochMs, Grams } from "#contract/units.ts";
import { instrumentFields, instrumentOf, weighingBy, weighingConfig } from "../weighing/config.ts";
import type { Sample, WeightProblem, WeightReading } from "../weighing/reading.ts";
import { judgeClock, judgeKeys } from "./files.ts";
import { hasFault, lineOf } from "./finding.ts";
import { judgeInstrument } from "./instrument.ts";
import { judgePort, type PortFacts } from "./port.ts";
import { likelyRate } from "./rates.ts";
import { capacityDays, judgeDeadLetters, judgeDisk, judgeOutbox } from "./room.ts";
import { judgeSamples } from "./scale.ts";

const instrument = (more: object = {}) =>
  instrumentOf(
    z.strictObject(instrumentFields).parse({
      ...{ id: "scale-1", division: 10, max_grams: 60_000, calibration: "2026-09-01" },
      ...{ verified_until: "2027-09-01", seal: "S-1" },
      ...more,
    }),
  );
const weighing = weighingBy(instrument(), weighingConfig.parse({}));
const says = (found: readonly { level: string; says: string }[]) =>
  found.map(({ level, says: text }) => `${level} ${text}`).join(" | ");

const shows = (gross: number, more: Partial<WeightReading> = {}): Sample => ({
  uptimeMs: 0,
  frame: "",
  reading: ok({ gross: Grams(gross), stable: true, ...more }),
});
const troubled = (code: WeightProblem["code"]): Sample => ({
  uptimeMs: 0,
  frame: "",
  reading: fail({ code }),
});

describe("a scale that is understood", () => {
  it.each([
    ["at zero", [shows(0), shows(0)], "ok answers, and shows 0 g."],
    ["within its band", [shows(-5, { division: Grams(10) })], /fault it shows -5 g, but \[scale\]/],
    ["off zero", [shows(120)], /warning it shows 120 g: empty it, or set it to zero/],
    ["moving", [shows(0, { stable: false })], /warning it does not come to rest/],
    ["of another division", [shows(0, { division: Grams(20) })], /fault its division is 20 g/],
    [
      "of a finer division",
      [shows(4325)],
      /fault it shows 4325 g, but \[scale\] says division = 10/,
    ],
    ["not legal", [shows(0, { legal: false })], /warning it marks its weights as not legal/],
    ["that began late", [troubled("busy"), shows(0)], "ok answers, and shows 0 g."],
  ])("is judged: %s", (_, samples, words) => {
    expect(says(judgeSamples(samples, weighing))).toMatch(words);
  });

  it.each([
    ["overload", /fault .*take off/],
    ["underload", /fault .*plate/],
    ["busy", /warning .*cannot weigh just now/],
    ["net", /fault .*clear the tare/],
    ["unit", /fault .*kg/],
    ["not-zeroed", /fault .*press zero/],
    ["fault", /fault .*of its own/],
    ["not-a-weight", /fault .*kind/],
    ["no-signal", /fault .*power/],
  ] as const)("names the way out of %s", (code, words) => {
    expect(says(judgeSamples([troubled(code)], weighing))).toMatch(words);
  });

  it("may show what is in a bin", () => {
    const section = weighingConfig.parse({ mode: "bin", empty_bin_grams: 12_000 });
    const found = judgeSamples([shows(42_000)], weighingBy(instrument(), section));
    expect(says(found)).toBe("ok answers, and shows 42000 g.");
  });
});

describe("a port", () => {
  const facts: PortFacts = {
    ...{ exists: true, mayOpen: true, group: "dialout", holders: [], present: [] },
  };
  const port = { device: "scale", path: "/dev/ttyUSB0" };
  const present = ["/dev/serial/by-id/a", "/dev/serial/by-id/b"];

  it("that can be opened needs no words", () => {
    expect(judgePort(port, facts, false)).toBe(null);
  });

  it.each([
    ["gone", { exists: false, present }, false, /fault .*not there. Plugged in are: .*a, .*b/],
    ["gone with all", { exists: false }, false, /fault .*No serial device is plugged in/],
    ["forbidden", { mayOpen: false }, false, /fault .*sudo usermod -aG dialout USER/],
    ["root's", { mayOpen: false, group: null }, false, /fault .*udev rule/],
    ["taken", { holders: [{ pid: 7, command: "minicom" }] }, false, /fault .*minicom \(7\)/],
    ["the station's", {}, true, /warning not tried: the running station uses/],
  ])("is named when it is %s", (_, more, stationRuns, words) => {
    const found = judgePort(port, { ...facts, ...more }, stationRuns);
    expect(says(found === null ? [] : [found])).toMatch(words);
  });
});

describe("the likely rate", () => {
  const at = (baudRate: number, frames: number, ignored: number) => ({
    ...{ baudRate, counts: { frames, ignored } },
  });
  it.each([
    ["where it is understood", [at(9600, 0, 9), at(4800, 12, 1)], 4800],
    ["where most is", [at(9600, 3, 0), at(4800, 12, 1)], 4800],
    ["none, where noise looks like a frame", [at(9600, 1, 40)], null],
    ["none, where nothing comes", [at(9600, 0, 0)], null],
  ])("is that %s", (_, trials, rate) => {
    expect(likelyRate(trials)).toBe(rate);
  });
});

describe("an instrument", () => {
  const on = (day: string, clock: "synced" | "unset" = "synced") => ({
    ...{ ms: EpochMs(Date.parse(day)), clock },
  });
  it.each([
    ["verified", {}, on("2026-11-22"), "ok class III, until 2027-09-01."],
    ["for 61 days", {}, on("2027-07-02"), /^ok/],
    ["for 60 days", {}, on("2027-07-03"), /^warning .*in 60 days/],
    ["until tomorrow", {}, on("2027-08-31"), /^warning .*in 1 days/],
    ["no longer", {}, on("2027-09-01"), /^fault .*ran out on 2027-09-01/],
    ["never", { verified_until: undefined }, on("2026-11-22"), /^warning .*no `verified_until`/],
    ["by no clock", {}, on("1970-01-01", "unset"), /^warning .*clock is unset/],
    ["without a seal", { seal: undefined }, on("2026-11-22"), /warning \[scale\] names no seal/],
  ])("is judged: %s", (_, section, now, words) => {
    expect(says(judgeInstrument(instrument(section), now))).toMatch(words);
  });
});

describe("room", () => {
  const facts = { waiting: 3, deadLetters: 0, bytes: 2_000_000, entries: 1000, days: 30 };
  const busy = { ...facts, recentDeposits: 1500 };
  it("lasts for the free bytes over those of a day", () => {
    // 2,000 bytes each, 50 a day: 100,000 bytes a day
    expect(capacityDays(busy, 1_000_000)).toBe(10);
    expect(capacityDays({ ...busy, recentDeposits: 0 }, 1_000_000)).toBe(null);
  });

  it.each([
    [{ ...busy }, 100_000_000_000, /^ok 3 entries wait .* at 50 deposits a day .* days/],
    [{ ...busy }, 1_000_000, /^warning .* 10 days/],
    [{ ...busy }, 600_000, /^fault .* 6 days/],
    [{ ...facts, recentDeposits: 0 }, 1, /^ok .*no deposits lately/],
  ])("of an outbox is told in days", (it, free, words) => {
    expect(says([judgeOutbox(it, free)])).toMatch(words);
  });

  it.each([
    [49_000_000, /^fault 49 MB/],
    [499_000_000, /^warning/],
    [500_000_000, /^ok/],
  ])("on a disk: %i bytes", (free, words) => {
    expect(says([judgeDisk(free, "data")])).toMatch(words);
  });

  it("is no matter of what was refused", () => {
    expect(says([judgeDeadLetters({ ...busy, deadLetters: 2 })])).toMatch(/^warning .*2 entries/);
    expect(says([judgeDeadLetters(busy)])).toMatch(/^ok/);
  });
});

describe("keys and clock", () => {
  it.each([
    [[{ path: "keys", mode: null }], /^warning there is no key yet/],
    [
      [
        { path: "keys", mode: 0o700 },
        { path: "keys/a.pem", mode: 0o600 },
      ],
      /^ok/,
    ],
    [
      [
        { path: "keys", mode: 0o755 },
        { path: "keys/a.pem", mode: 0o600 },
      ],
      /^fault .*chmod go-rwx keys`/,
    ],
    [
      [
        { path: "keys", mode: 0o700 },
        { path: "keys/a.pem", mode: 0o640 },
      ],
      /^fault .*keys\/a.pem/,
    ],
  ])("are guarded %#", (guarded, words) => {
    expect(says(judgeKeys(guarded))).toMatch(words);
  });

  it.each([
    ["synced", /^ok/],
    ["holdover", /^warning .*a day ago/],
    ["unset", /^warning unset: .*\/run\/ntp/],
  ] as const)("tell a clock that is %s", (state, words) => {
    expect(says([judgeClock(state, "/run/ntp")])).toMatch(words);
  });
});

it("a finding is a line, and a fault is what must be mended", () => {
  const found = { about: "disk", level: "fault", says: "full." } as const;
  expect(lineOf(found)).toBe("fault    disk      full.");
  expect(hasFault([found])).toBe(true);
  expect(hasFault([{ ...found, level: "warning" }])).toBe(false);
});
