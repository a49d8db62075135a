import { existsSync, readFileSync, statSync } from "node:fs";
import { isUuid, utcTime } from "#contract/ids.ts";
import type { ClockState, Stamp } from "#contract/stamp.ts";
import { EpochMs } from "#contract/units.ts";

/** What a station knows of time. A Raspberry Pi has no clock of its own: it boots in the past. */
export type StationClock = {
  /** Never runs backwards while its state stays what it is; means nothing while `unset`. */
  now(): EpochMs;
  /** ms since the boot, monotonic. */
  uptimeMs(): number;
  state(): ClockState;
  /** UUID of this boot. */
  readonly boot: string;
  /** The gateway's time, of a receipt so fresh that it may be believed (docs/PROTOCOL.md, "Signing"). */
  learn(time: EpochMs): void;
};

export function stampNow(clock: StationClock): Stamp {
  const uptimeMs = Math.trunc(clock.uptimeMs());
  return { boot: clock.boot, clock: clock.state(), time: utcTime(clock.now()), uptimeMs };
}

/** How long a clock that was right stays right enough to be called so. */
const TRUSTED_FOR_MS = 24 * 3_600_000;

/** @param ages ms since NTP last set the clock, and since gateway time was learned; null: never in this boot */
export function clockStateOf(ages: {
  readonly ntpMs: number | null;
  readonly learnedMs: number | null;
}): ClockState {
  const known = [ages.ntpMs, ages.learnedMs].filter((age) => age !== null);
  if (known.length === 0) return "unset";
  return Math.min(...known) <= TRUSTED_FOR_MS ? "synced" : "holdover";
}

/** The computer's own clocks, as a station reads them. */
export type Readings = {
  wallMs(): number;
  uptimeMs(): number;
  /** ms since 1970 by the wall clock when NTP last set it in this boot, or null. */
  ntpSetAtMs(): number | null;
  readonly boot: string;
};

/** NTP's time where there is any in this boot, else what was learned from the gateway, else the wall's. */
export function openClock(readings: Readings): StationClock {
  let learned: { readonly timeMs: number; readonly uptimeMs: number } | null = null;
  let last = { state: "unset" as ClockState, ms: 0 };
  const learnedMs = () => (learned === null ? null : readings.uptimeMs() - learned.uptimeMs);
  const state = () => {
    const setAt = readings.ntpSetAtMs();
    const ntpMs = setAt === null ? null : Math.max(0, readings.wallMs() - setAt);
    return clockStateOf({ ntpMs, learnedMs: learnedMs() });
  };
  const read = () => {
    if (readings.ntpSetAtMs() !== null || learned === null) return readings.wallMs();
    return learned.timeMs + readings.uptimeMs() - learned.uptimeMs;
  };
  return {
    boot: readings.boot,
    uptimeMs: () => readings.uptimeMs(),
    state,
    now() {
      const current = state();
      // A clock that was never set may jump back when it is; one that was set may only wait.
      const floor = last.state === "unset" ? 0 : last.ms;
      last = { state: current, ms: Math.max(floor, Math.trunc(read())) };
      return EpochMs(last.ms);
    },
    learn(time) {
      learned = { timeMs: time, uptimeMs: readings.uptimeMs() };
    },
  };
}

/** Touched by systemd-timesyncd whenever it sets the clock; on a file system that a boot empties. */
export const TIMESYNC_FILE = "/run/systemd/timesync/synchronized";

/** @param ntpFile a file that whatever keeps the time touches; its time of change counts */
export function systemReadings(ntpFile: string = TIMESYNC_FILE): Readings {
  return {
    wallMs: () => Date.now(),
    // CLOCK_MONOTONIC counts from the boot on Linux; a station does not sleep.
    uptimeMs: () => Number(process.hrtime.bigint() / 1_000_000n),
    ntpSetAtMs: () => (existsSync(ntpFile) ? statSync(ntpFile).mtimeMs : null),
    boot: bootId(),
  };
}

const BOOT_ID_FILE = "/proc/sys/kernel/random/boot_id";

/** Where the system names no boot (not Linux), each start of the program counts as one. */
function bootId(): string {
  const text = existsSync(BOOT_ID_FILE) ? readFileSync(BOOT_ID_FILE, "utf8").trim() : "";
  return isUuid(text) ? text : crypto.randomUUID();
}
