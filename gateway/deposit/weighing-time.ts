import { utcTime } from "#contract/ids.ts";
import { type Stamp, timeOf } from "#contract/stamp.ts";
import { EpochMs } from "#contract/units.ts";
import type { LocalDateOf } from "../journal/calendar.ts";
import type { Weighing } from "../journal/deposit-events.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How far a station's clock may be from the gateway's before a person has to look. */
export type ClockLimits = { readonly aheadMs: number; readonly behindMs: number };
export const DEFAULT_CLOCK_LIMITS: ClockLimits = { aheadMs: 5 * MINUTE_MS, behindMs: 90 * DAY_MS };

/** A moment that one boot's synced clock vouches for: `uptimeMs` was `time`. */
export type ClockReading = { readonly uptimeMs: number; readonly time: EpochMs };

/** Is the time of this stamp to be believed, having arrived when it did? */
export function isPlausible(stamp: Stamp, arrivedAt: EpochMs, limits: ClockLimits): boolean {
  return stamp.clock !== "unset" && isWithin(timeOf(stamp), arrivedAt, limits);
}

function isWithin(timeMs: number, arrivedAt: EpochMs, limits: ClockLimits): boolean {
  const age = arrivedAt - timeMs;
  return age <= limits.behindMs && -age <= limits.aheadMs;
}

/** What a stamp says about its boot's other stamps; only a synced clock says anything. */
export function readingOf(
  stamp: Stamp,
  arrivedAt: EpochMs,
  limits: ClockLimits,
): ClockReading | null {
  const good = stamp.clock === "synced" && isPlausible(stamp, arrivedAt, limits);
  return good ? { uptimeMs: stamp.uptimeMs, time: timeOf(stamp) } : null;
}

/**
 * When a deposit was weighed: as its own clock said, or else by the distance in uptime from a
 * reading of the same boot. Null while neither can be believed: an uptime may be any number, and the
 * time that follows from it centuries away, or no time at all.
 */
export function weighingOf(
  at: Stamp,
  facts: {
    readonly arrivedAt: EpochMs;
    readonly reading: ClockReading | null;
    readonly limits: ClockLimits;
    readonly dateOf: LocalDateOf;
  },
): Weighing | null {
  const { arrivedAt, reading, limits, dateOf } = facts;
  if (isPlausible(at, arrivedAt, limits)) return weighing(timeOf(at), "stamp", dateOf);
  if (at.clock !== "unset" || reading === null) return null;
  const derivedMs = reading.time - reading.uptimeMs + at.uptimeMs;
  if (!isWithin(derivedMs, arrivedAt, limits)) return null;
  return weighing(EpochMs(derivedMs), "derived", dateOf);
}

function weighing(time: EpochMs, from: Weighing["from"], dateOf: LocalDateOf): Weighing {
  return { time: utcTime(time), date: dateOf(time), from };
}
